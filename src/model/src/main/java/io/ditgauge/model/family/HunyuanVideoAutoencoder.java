package io.ditgauge.model.family;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.config.Keys;
import java.util.List;

/**
 * HunyuanVideo's autoencoder: causal three-dimensional convolutions with GroupNorm, and in the
 * middle attention of each frame over itself and all before it.
 *
 * <p>Layout: huggingface/diffusers, autoencoder_kl_hunyuan_video.py ({@code
 * AutoencoderKLHunyuanVideo}).
 *
 * @param pyramid stages
 * @param groups of the norms
 * @param channels of pixels and latent
 * @param halvings of sides and time
 * @param attention whether the middle has attention
 */
record HunyuanVideoAutoencoder(
    Pyramid pyramid,
    long groups,
    AutoencoderKeys.Channels channels,
    Halvings halvings,
    boolean attention)
    implements Autoencoder {
  /** Class in the library. */
  static final String CLASS = "AutoencoderKLHunyuanVideo";

  private static final long TIME_RATIO = 4;

  /**
   * How often the encoder halves.
   *
   * @param space the sides, in its first stages
   * @param time the frames, in its last stages but one
   */
  record Halvings(int space, int time) {}

  /** Reads the configuration, with the library's defaults. */
  static HunyuanVideoAutoencoder read(Keys keys) {
    keys.ignore("act_fn", "scaling_factor");
    List<Long> blocks = keys.integers("block_out_channels", List.of(128L, 256L, 512L, 512L));
    int stages = blocks.size();
    AutoencoderKeys.types(keys, "down_block_types", "HunyuanVideoDownBlock3D", stages, 4);
    AutoencoderKeys.types(keys, "up_block_types", "HunyuanVideoUpBlock3D", stages, 4);
    long space = keys.integer("spatial_compression_ratio", 8);
    long time = keys.integer("temporal_compression_ratio", TIME_RATIO);
    if (time != TIME_RATIO) {
      throw keys.refuse("temporal_compression_ratio", time, "4, as in the library's decoder");
    }
    if (Long.bitCount(space) != 1 || Long.numberOfTrailingZeros(space) > stages) {
      throw keys.refuse(
          "spatial_compression_ratio", space, "a power of two of at most 2^" + stages);
    }
    return new HunyuanVideoAutoencoder(
        new Pyramid(blocks, keys.integer("layers_per_block", 2), ConvNet.CUBE),
        keys.integer("norm_num_groups", 32),
        AutoencoderKeys.Channels.read(keys, 16),
        new Halvings(Long.numberOfTrailingZeros(space), Long.numberOfTrailingZeros(time)),
        keys.flag("mid_block_add_attention", true));
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public LatentSpace latentSpace() {
    return AutoencoderKeys.space(1L << halvings.time(), true, halvings.space(), channels.latent());
  }

  @Override
  public ForwardPass encode(Grid pixels, long batch) {
    Grid latent = latentSpace().latent(pixels, ConvNet.POINT);
    ConvNet net = new ConvNet(batch, channels.in(), pixels);
    pyramid.encode(net, channels.moments(), new Blocks());
    net.conv("convolution", channels.moments(), ConvNet.POINT).part("quantisation");
    return net.pass(latent.elements());
  }

  @Override
  public ForwardPass decode(Grid latent, long batch) {
    ConvNet net = new ConvNet(batch, channels.latent(), latent);
    net.conv("convolution", channels.latent(), ConvNet.POINT).part("quantisation");
    pyramid.decode(net, channels.out(), new Blocks());
    return net.pass(latent.elements());
  }

  @Override
  public List<String> leftOut() {
    return List.of(
        AutoencoderKeys.LATENT,
        AutoencoderKeys.COPIES,
        "Masked pairs: the library hides later frames from attention by a mask, whose pairs its"
            + " kernels compute too.",
        "Chunks: the library decodes clips of more than 4 latent frames in chunks of 5 latent frames"
            + " every 3 without kept borders, 1.47 times the convolutions counted here; attention then"
            + " sees the chunk instead of the whole clip.",
        AutoencoderKeys.TILING);
  }

  /** The factor between a stage and the next, for encoder and decoder alike. */
  private Grid factor(int stage) {
    boolean space = stage < halvings.space();
    boolean time = stage >= pyramid.stages() - 1 - halvings.time() && !pyramid.last(stage);
    long side = space ? 2 : 1;
    return new Grid(time ? 2 : 1, side, side);
  }

  private final class Blocks implements Pyramid.Blocks {
    private final ConvNet.Norms norms = ConvNet.Norms.group(groups);
    private final ConvNet.Residual block = new ConvNet.Residual(norms, ConvNet.CUBE, false);

    @Override
    public void residual(ConvNet net, String name, long out) {
      net.residual(name, out, block);
    }

    @Override
    public void middle(ConvNet net) {
      net.residual("residual 1", net.channels(), block);
      if (attention) {
        net.frameCausalAttention("attention", norms);
      }
      net.residual("residual 2", net.channels(), block);
    }

    @Override
    public void down(ConvNet net, int stage, ConvNet.Shape entered) {
      if (factor(stage).elements() > 1) {
        net.conv("downsampling", net.channels(), ConvNet.CUBE, factor(stage));
      }
    }

    @Override
    public void up(ConvNet net, int stage, ConvNet.Shape entered) {
      if (factor(stage).elements() > 1) {
        net.enlargeCausally("enlargement", factor(stage));
        net.conv("upsampling", net.channels(), ConvNet.CUBE);
      }
    }

    @Override
    public void norm(ConvNet net, String name) {
      net.norm(name, norms);
    }
  }
}
