package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.config.Keys;
import java.util.List;

/**
 * Allegro's autoencoder: the two-dimensional one of latent diffusion frame by frame, each residual
 * block followed by one of four convolutions over time. Not causal: clips have a multiple of the
 * stride in time.
 *
 * <p>Layout: huggingface/diffusers, autoencoder_kl_allegro.py ({@code AutoencoderKLAllegro}).
 *
 * @param pyramid stages
 * @param groups of the norms
 * @param channels of pixels and latent
 * @param shrinks the encoder's stages that halve time
 * @param grows the decoder's stages that double time
 */
record AllegroAutoencoder(
    Pyramid pyramid,
    long groups,
    AutoencoderKeys.Channels channels,
    List<Boolean> shrinks,
    List<Boolean> grows)
    implements Autoencoder {
  /** Class in the library. */
  static final String CLASS = "AutoencoderKLAllegro";

  private static final Grid HALF = new Grid(1, 2, 2);
  private static final Grid HALF_TIME = new Grid(2, 1, 1);
  private static final Grid OVER_TIME = new Grid(3, 1, 1);
  private static final int TEMPORAL_CONVOLUTIONS = 4;

  /** Copies. */
  AllegroAutoencoder {
    shrinks = List.copyOf(shrinks);
    grows = List.copyOf(grows);
  }

  /** Reads the configuration, with the library's defaults. */
  static AllegroAutoencoder read(Keys keys) {
    keys.ignore("act_fn", "sample_size", "scaling_factor", "force_upcast");
    keys.ignore("temporal_compression_ratio");
    List<Long> blocks = keys.integers("block_out_channels", List.of(128L, 256L, 512L, 512L));
    int stages = blocks.size();
    AutoencoderKeys.types(keys, "down_block_types", "AllegroDownBlock3D", stages, 4);
    AutoencoderKeys.types(keys, "up_block_types", "AllegroUpBlock3D", stages, 4);
    String down = "temporal_downsample_blocks";
    String up = "temporal_upsample_blocks";
    List<Boolean> shrinks = keys.flags(down, List.of(true, true, false, false));
    List<Boolean> grows = keys.flags(up, List.of(false, true, true, false));
    AutoencoderKeys.length(keys, down, shrinks, stages);
    AutoencoderKeys.length(keys, up, grows, stages);
    if (count(shrinks) != count(grows)) {
      throw keys.refuse(up, grows, "true as often as " + down + "=" + shrinks);
    }
    return new AllegroAutoencoder(
        new Pyramid(blocks, keys.integer("layers_per_block", 2), ConvNet.SQUARE),
        keys.integer("norm_num_groups", 32),
        AutoencoderKeys.Channels.read(keys, 4),
        shrinks,
        grows);
  }

  private static long count(List<Boolean> flags) {
    return flags.stream().filter(Boolean::booleanValue).count();
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public LatentSpace latentSpace() {
    return AutoencoderKeys.space(
        1L << count(shrinks), false, pyramid.stages() - 1, channels.latent());
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
        "Tiling, which the library always does: cubes of 24 x 320 x 320 pixels every 16 x 200 x 240,"
            + " about 3.2 times the convolutions counted here.");
  }

  private final class Blocks implements Pyramid.Blocks {
    private final ConvNet.Norms clipNorms = ConvNet.Norms.group(groups);
    private final ConvNet.Norms norms = ConvNet.Norms.framewiseGroup(groups);
    private final ConvNet.Residual block = new ConvNet.Residual(norms, ConvNet.SQUARE, false);

    @Override
    public void residual(ConvNet net, String name, long out) {
      net.residual(name, out, block);
      temporal(net, name + " over time", OVER_TIME, OVER_TIME);
    }

    @Override
    public void middle(ConvNet net) {
      residual(net, "residual 1", net.channels());
      net.attention("attention", norms);
      residual(net, "residual 2", net.channels());
    }

    @Override
    public void down(ConvNet net, int stage, ConvNet.Shape entered) {
      if (shrinks.get(stage)) {
        temporal(net, "downsampling in time", new Grid(2, 3, 3), ConvNet.CUBE);
      }
      if (!pyramid.last(stage)) {
        net.conv("downsampling", net.channels(), ConvNet.SQUARE, HALF);
      }
    }

    @Override
    public void up(ConvNet net, int stage, ConvNet.Shape entered) {
      if (grows.get(stage)) {
        temporal(net, "upsampling in time", ConvNet.SQUARE, ConvNet.CUBE);
      }
      if (!pyramid.last(stage)) {
        net.enlarge("enlargement", HALF).conv("upsampling", net.channels(), ConvNet.SQUARE);
      }
    }

    /** Four times norm, SiLU, convolution, and a sum; a first kernel of 2 halves, of 1 doubles. */
    private void temporal(ConvNet net, String name, Grid first, Grid others) {
      normed(net, name + " 1");
      long width = net.channels();
      if (first.frames() == 2) {
        net.conv(name + " convolution 1", width, first, HALF_TIME);
      } else if (first.frames() == 1) {
        Grid grid = net.grid();
        net.conv(name + " convolution 1", 2 * width, first);
        net.rearrange(
            name + " interleaving",
            width,
            new Grid(product(2, grid.frames()), grid.height(), grid.width()));
      } else {
        net.conv(name + " convolution 1", width, first);
      }
      for (int i = 2; i <= TEMPORAL_CONVOLUTIONS; i++) {
        normed(net, name + " " + i);
        net.conv(name + " convolution " + i, width, others);
      }
      net.sum(name + " sum");
    }

    private void normed(ConvNet net, String name) {
      net.norm(name + " norm", clipNorms).apply(Function.SILU, name + " activation");
    }

    @Override
    public void norm(ConvNet net, String name) {
      net.norm(name, norms);
    }

    @Override
    public void afterInput(ConvNet net) {
      net.conv("over time", net.channels(), OVER_TIME).sum("over time sum");
    }

    @Override
    public void beforeOutput(ConvNet net) {
      afterInput(net);
    }
  }
}
