package io.ditgauge.model.family;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.config.Keys;
import java.util.List;

/**
 * The image autoencoder of latent diffusion: two-dimensional residual blocks with GroupNorm and
 * single-head attention in the middle; clips frame by frame.
 *
 * <p>Layout: huggingface/diffusers, autoencoder_kl.py ({@code AutoencoderKL}: Stable Diffusion,
 * FLUX.1), autoencoder_kl_flux2.py ({@code AutoencoderKLFlux2}) and vae.py.
 *
 * @param className class in the library
 * @param pyramid stages
 * @param groups of the norms
 * @param channels of pixels and latent
 * @param options what is there
 */
record KlAutoencoder(
    String className,
    Pyramid pyramid,
    long groups,
    AutoencoderKeys.Channels channels,
    Options options)
    implements Autoencoder {
  /** Class in the library. */
  static final String CLASS = "AutoencoderKL";

  /** Class of FLUX.2's in the library. */
  static final String FLUX2_CLASS = "AutoencoderKLFlux2";

  private static final Grid HALF = new Grid(1, 2, 2);

  /**
   * What an autoencoder has.
   *
   * @param quantisation a convolution of the moments
   * @param postQuantisation a convolution of the latent
   * @param attention attention in the middle
   */
  record Options(boolean quantisation, boolean postQuantisation, boolean attention) {}

  /** What the library takes for missing keys. */
  private record Defaults(List<Long> channels, long layers, long latent, int types) {}

  /** Reads the configuration, with the library's defaults. */
  static KlAutoencoder read(Keys keys) {
    keys.ignore("shift_factor", "latents_mean", "latents_std", "scaling_factor");
    return read(keys, CLASS, new Defaults(List.of(64L), 1, 4, 1));
  }

  /** Reads FLUX.2's configuration, with the library's defaults. */
  static KlAutoencoder readFlux2(Keys keys) {
    keys.ignore("batch_norm_eps", "batch_norm_momentum", "patch_size");
    return read(keys, FLUX2_CLASS, new Defaults(List.of(128L, 256L, 512L, 512L), 2, 32, 4));
  }

  private static KlAutoencoder read(Keys keys, String className, Defaults defaults) {
    keys.ignore("act_fn", "sample_size", "force_upcast");
    List<Long> blocks = keys.integers("block_out_channels", defaults.channels());
    int stages = blocks.size();
    AutoencoderKeys.types(keys, "down_block_types", "DownEncoderBlock2D", stages, defaults.types());
    AutoencoderKeys.types(keys, "up_block_types", "UpDecoderBlock2D", stages, defaults.types());
    return new KlAutoencoder(
        className,
        new Pyramid(blocks, keys.integer("layers_per_block", defaults.layers()), ConvNet.SQUARE),
        keys.integer("norm_num_groups", 32),
        AutoencoderKeys.Channels.read(keys, defaults.latent()),
        new Options(
            keys.flag("use_quant_conv", true),
            keys.flag("use_post_quant_conv", true),
            keys.flag("mid_block_add_attention", true)));
  }

  @Override
  public LatentSpace latentSpace() {
    return AutoencoderKeys.space(1, true, pyramid.stages() - 1, channels.latent());
  }

  @Override
  public ForwardPass encode(Grid pixels, long batch) {
    Grid latent = latentSpace().latent(pixels, ConvNet.POINT);
    ConvNet net = new ConvNet(batch, channels.in(), pixels);
    pyramid.encode(net, channels.moments(), new Blocks());
    if (options.quantisation()) {
      net.conv("convolution", channels.moments(), ConvNet.POINT).part("quantisation");
    }
    return net.pass(latent.elements());
  }

  @Override
  public ForwardPass decode(Grid latent, long batch) {
    ConvNet net = new ConvNet(batch, channels.latent(), latent);
    if (options.postQuantisation()) {
      net.conv("convolution", channels.latent(), ConvNet.POINT).part("quantisation");
    }
    pyramid.decode(net, channels.out(), new Blocks());
    return net.pass(latent.elements());
  }

  @Override
  public List<String> leftOut() {
    return List.of(AutoencoderKeys.LATENT);
  }

  private final class Blocks implements Pyramid.Blocks {
    private final ConvNet.Norms norms = ConvNet.Norms.framewiseGroup(groups);
    private final ConvNet.Residual block = new ConvNet.Residual(norms, ConvNet.SQUARE, false);

    @Override
    public void residual(ConvNet net, String name, long out) {
      net.residual(name, out, block);
    }

    @Override
    public void middle(ConvNet net) {
      net.residual("residual 1", net.channels(), block);
      if (options.attention()) {
        net.attention("attention", norms);
      }
      net.residual("residual 2", net.channels(), block);
    }

    @Override
    public void down(ConvNet net, int stage, ConvNet.Shape entered) {
      if (!pyramid.last(stage)) {
        net.conv("downsampling", net.channels(), ConvNet.SQUARE, HALF);
      }
    }

    @Override
    public void up(ConvNet net, int stage, ConvNet.Shape entered) {
      if (!pyramid.last(stage)) {
        net.enlarge("enlargement", HALF).conv("upsampling", net.channels(), ConvNet.SQUARE);
      }
    }

    @Override
    public void norm(ConvNet net, String name) {
      net.norm(name, norms);
    }
  }
}
