package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.Conv;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.GroupNorm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.config.Keys;
import java.util.List;

/**
 * CogVideoX's autoencoder: causal three-dimensional convolutions without attention; the decoder's
 * norms take scale and shift from the latent, enlarged to each stage's extent. Time shrinks by
 * averaging pairs of frames and grows by repeating them, the first frame spared.
 *
 * <p>Layout: huggingface/diffusers, autoencoder_kl_cogvideox.py ({@code AutoencoderKLCogVideoX}).
 *
 * @param pyramid stages
 * @param groups of the norms
 * @param channels of pixels and latent
 * @param timeHalvings how many of the first stages halve (in the decoder: double) time
 */
record CogVideoAutoencoder(
    Pyramid pyramid, long groups, AutoencoderKeys.Channels channels, int timeHalvings)
    implements Autoencoder {
  /** Class in the library. */
  static final String CLASS = "AutoencoderKLCogVideoX";

  private static final Grid HALF = new Grid(1, 2, 2);
  private static final Grid HALF_TIME = new Grid(2, 1, 1);

  /** Reads the configuration, with the library's defaults. */
  static CogVideoAutoencoder read(Keys keys) {
    keys.ignore("act_fn", "norm_eps", "sample_height", "sample_width", "sample_size");
    keys.ignore("scaling_factor", "shift_factor", "latents_mean", "latents_std", "force_upcast");
    keys.ignore("invert_scale_latents");
    List<Long> blocks = keys.integers("block_out_channels", List.of(128L, 256L, 256L, 512L));
    int stages = blocks.size();
    AutoencoderKeys.types(keys, "down_block_types", "CogVideoXDownBlock3D", stages, 4);
    AutoencoderKeys.types(keys, "up_block_types", "CogVideoXUpBlock3D", stages, 4);
    for (String key : List.of("use_quant_conv", "use_post_quant_conv")) {
      if (keys.flag(key, false)) {
        throw keys.refuse(key, true, "false: the library's would not fit the latent");
      }
    }
    long time = keys.integer("temporal_compression_ratio", 4);
    if (Long.bitCount(time) != 1 || Long.numberOfTrailingZeros(time) >= stages) {
      throw keys.refuse("temporal_compression_ratio", time, "a power of two below 2^" + stages);
    }
    return new CogVideoAutoencoder(
        new Pyramid(blocks, keys.integer("layers_per_block", 3), ConvNet.CUBE),
        keys.integer("norm_num_groups", 32),
        AutoencoderKeys.Channels.read(keys, 16),
        Long.numberOfTrailingZeros(time));
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public LatentSpace latentSpace() {
    return AutoencoderKeys.space(1L << timeHalvings, true, pyramid.stages() - 1, channels.latent());
  }

  @Override
  public ForwardPass encode(Grid pixels, long batch) {
    Grid latent = latentSpace().latent(pixels, ConvNet.POINT);
    ConvNet net = new ConvNet(batch, channels.in(), pixels);
    pyramid.encode(net, channels.moments(), new Blocks(ConvNet.Norms.group(groups)));
    return net.pass(latent.elements());
  }

  @Override
  public ForwardPass decode(Grid latent, long batch) {
    ConvNet net = new ConvNet(batch, channels.latent(), latent);
    pyramid.decode(net, channels.out(), new Blocks(conditioned(net.shape())));
    return net.pass(latent.elements());
  }

  /** A GroupNorm whose result is scaled and shifted by two maps of the enlarged latent. */
  private ConvNet.Norms conditioned(ConvNet.Shape latent) {
    return (name, batch, shape) -> {
      Grid grid = shape.grid();
      long elements = product(batch, shape.elements());
      Conv map =
          new Conv(
              product(batch, grid.frames()),
              Conv.Channels.full(latent.channels(), shape.channels()),
              new Grid(1, grid.height(), grid.width()),
              ConvNet.POINT);
      return new OpList()
          .add(name, new GroupNorm(batch, shape.channels(), grid.elements(), groups))
          .addAll(enlarged(name, batch, latent, grid))
          .add(name + " scale and shift", map, 2)
          .elementwise(Function.MULTIPLY, name + " scaled", elements)
          .elementwise(Function.ADD, name + " shifted", elements)
          .build();
    };
  }

  private static List<CountedOp> enlarged(
      String name, long batch, ConvNet.Shape latent, Grid grid) {
    Grid from = latent.grid();
    Grid factor =
        new Grid(
            from.frames() == 1 ? 1 : (grid.frames() - 1) / (from.frames() - 1),
            grid.height() / from.height(),
            grid.width() / from.width());
    return factor.elements() == 1
        ? List.of()
        : ConvNet.enlargement(name + " latent", batch, latent, factor);
  }

  @Override
  public List<String> leftOut() {
    return List.of(
        AutoencoderKeys.LATENT,
        AutoencoderKeys.COPIES,
        "Chunks: the library runs two latent frames at a time (the first chunk three) with kept"
            + " borders, which adds launches and no arithmetic.",
        "Tiling, where it is switched on: tiles that overlap by a sixth of their height and a fifth of"
            + " their width take up to 1.5 times the convolutions.");
  }

  private final class Blocks implements Pyramid.Blocks {
    private final ConvNet.Norms norms;
    private final ConvNet.Residual block;

    Blocks(ConvNet.Norms norms) {
      this.norms = norms;
      this.block = new ConvNet.Residual(norms, ConvNet.CUBE, false);
    }

    @Override
    public void residual(ConvNet net, String name, long out) {
      net.residual(name, out, block);
    }

    @Override
    public void middle(ConvNet net) {
      net.residual("residual 1", net.channels(), block);
      net.residual("residual 2", net.channels(), block);
    }

    @Override
    public void down(ConvNet net, int stage, ConvNet.Shape entered) {
      if (pyramid.last(stage)) {
        return;
      }
      if (stage < timeHalvings && net.grid().frames() > 1) {
        net.apply(Function.SCALE, "mean of frames");
        net.become(net.channels(), net.grid().overUp(HALF_TIME));
      }
      net.conv("downsampling", net.channels(), ConvNet.SQUARE, HALF);
    }

    @Override
    public void up(ConvNet net, int stage, ConvNet.Shape entered) {
      if (pyramid.last(stage)) {
        return;
      }
      net.enlargeCausally("enlargement", new Grid(stage < timeHalvings ? 2 : 1, 2, 2));
      net.conv("upsampling", net.channels(), ConvNet.SQUARE);
    }

    @Override
    public void norm(ConvNet net, String name) {
      net.norm(name, norms);
    }
  }
}
