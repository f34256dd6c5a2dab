package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.Conv;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.config.Keys;
import java.util.ArrayList;
import java.util.List;

/**
 * Wan's video autoencoder, and Qwen-Image's, which has its layout: causal three-dimensional
 * convolutions with RMSNorm, attention inside each frame, time halved and doubled by convolutions
 * of their own from which the first frame is spared.
 *
 * <p>Layout: huggingface/diffusers, autoencoder_kl_wan.py ({@code AutoencoderKLWan}; with {@code
 * is_residual} that of Wan2.2-TI2V-5B) and autoencoder_kl_qwenimage.py ({@code
 * AutoencoderKLQwenImage}).
 *
 * @param className class in the library
 * @param encoder stages of the encoder
 * @param decoder stages of the decoder
 * @param channels of the patched pixels and of the latent
 * @param shrinks which transitions of the encoder halve time; the decoder's are the reverse
 * @param options patch and shortcuts
 */
record WanAutoencoder(
    String className,
    Pyramid encoder,
    Pyramid decoder,
    AutoencoderKeys.Channels channels,
    List<Boolean> shrinks,
    Options options)
    implements Autoencoder {
  /** Class in the library. */
  static final String CLASS = "AutoencoderKLWan";

  /** Class of Qwen-Image's in the library. */
  static final String QWEN_CLASS = "AutoencoderKLQwenImage";

  private static final Grid HALF = new Grid(1, 2, 2);
  private static final Grid OVER_TIME = new Grid(3, 1, 1);
  private static final Grid HALF_TIME = new Grid(2, 1, 1);

  /**
   * What differs between versions.
   *
   * @param patch side of the squares of pixels whose elements become channels
   * @param shortcuts whether stages have shortcuts around them, as in Wan2.2's
   */
  record Options(long patch, boolean shortcuts) {}

  /** Widths of the largest extents. */
  private record Bases(long encoder, long decoder) {}

  /** Copies. */
  WanAutoencoder {
    shrinks = List.copyOf(shrinks);
  }

  /** Reads the configuration, with the library's defaults. */
  static WanAutoencoder read(Keys keys) {
    keys.ignore("scale_factor_temporal", "scale_factor_spatial", "clip_output");
    long base = keys.integer("base_dim", 96);
    return read(
        keys,
        CLASS,
        new Bases(base, keys.has("decoder_base_dim") ? keys.integer("decoder_base_dim") : base),
        new AutoencoderKeys.Channels(
            keys.integer("in_channels", 3),
            keys.integer("out_channels", 3),
            keys.integer("z_dim", 16)),
        new Options(
            keys.has("patch_size") ? keys.integer("patch_size") : 1,
            keys.flag("is_residual", false)));
  }

  /** Reads Qwen-Image's configuration, with the library's defaults. */
  static WanAutoencoder readQwen(Keys keys) {
    long base = keys.integer("base_dim", 96);
    long pixels = keys.integer("input_channels", 3);
    return read(
        keys,
        QWEN_CLASS,
        new Bases(base, base),
        new AutoencoderKeys.Channels(pixels, pixels, keys.integer("z_dim", 16)),
        new Options(1, false));
  }

  private static WanAutoencoder read(
      Keys keys,
      String className,
      Bases bases,
      AutoencoderKeys.Channels channels,
      Options options) {
    keys.ignore("dropout", "latents_mean", "latents_std");
    List<Long> multiples = keys.integers("dim_mult", List.of(1L, 2L, 4L, 4L));
    List<Boolean> shrinks = keys.flags("temperal_downsample", List.of(false, true, true));
    AutoencoderKeys.length(keys, "temperal_downsample", shrinks, multiples.size() - 1);
    AutoencoderKeys.length(keys, "attn_scales", keys.integers("attn_scales", List.of()), 0);
    long layers = keys.integer("num_res_blocks", 2);
    return new WanAutoencoder(
        className,
        new Pyramid(widths(bases.encoder(), multiples), layers, ConvNet.CUBE),
        new Pyramid(widths(bases.decoder(), multiples), layers, ConvNet.CUBE),
        channels,
        shrinks,
        options);
  }

  private static List<Long> widths(long base, List<Long> multiples) {
    List<Long> widths = new ArrayList<>();
    multiples.forEach(multiple -> widths.add(product(base, multiple)));
    return widths;
  }

  @Override
  public LatentSpace latentSpace() {
    long frames = 1L << shrinks.stream().filter(Boolean::booleanValue).count();
    long side = product(options.patch(), 1L << shrinks.size());
    return new LatentSpace(new Grid(frames, side, side), true, channels.latent());
  }

  private Grid patch() {
    return new Grid(1, options.patch(), options.patch());
  }

  @Override
  public ForwardPass encode(Grid pixels, long batch) {
    Grid latent = latentSpace().latent(pixels, ConvNet.POINT);
    Grid patched = pixels.over("pixels", patch());
    ConvNet net = new ConvNet(batch, channels.in() / patch().elements(), pixels);
    if (options.patch() > 1) {
      net.rearrange("patches", channels.in(), patched);
    }
    encoder.encode(net.become(channels.in(), patched), channels.moments(), new Blocks());
    net.conv("convolution", channels.moments(), ConvNet.POINT).part("quantisation");
    return net.pass(latent.elements());
  }

  @Override
  public ForwardPass decode(Grid latent, long batch) {
    ConvNet net = new ConvNet(batch, channels.latent(), latent);
    net.conv("convolution", channels.latent(), ConvNet.POINT).part("quantisation");
    decoder.decode(net, channels.out(), new Blocks());
    if (options.patch() > 1) {
      Grid pixels = net.grid().times(patch());
      net.rearrange("patches", channels.out() / patch().elements(), pixels).part("pixels");
    }
    return net.pass(latent.elements());
  }

  /** Of clips: the convolutions over time do not see the first frame. */
  @Override
  public long parameters() {
    Grid latent = new Grid(2, 1, 1);
    return encode(latentSpace().pixels(latent), 1).parameters() + decode(latent, 1).parameters();
  }

  @Override
  public List<String> leftOut() {
    return List.of(
        AutoencoderKeys.LATENT,
        AutoencoderKeys.COPIES,
        "Chunks: the library runs one latent frame at a time with kept borders, which adds launches"
            + " and no arithmetic.",
        AutoencoderKeys.TILING);
  }

  private final class Blocks implements Pyramid.Blocks {
    private final ConvNet.Norms norms = ConvNet.Norms.rms(true);
    private final ConvNet.Residual block = new ConvNet.Residual(norms, ConvNet.CUBE, false);

    @Override
    public void residual(ConvNet net, String name, long out) {
      net.residual(name, out, block);
    }

    @Override
    public void middle(ConvNet net) {
      net.residual("residual 1", net.channels(), block);
      net.attention("attention", norms);
      net.residual("residual 2", net.channels(), block);
    }

    @Override
    public void down(ConvNet net, int stage, ConvNet.Shape entered) {
      if (!encoder.last(stage)) {
        net.conv("downsampling", net.channels(), ConvNet.SQUARE, HALF);
        if (shrinks.get(stage)) {
          shrinkTime(net);
        }
      }
      if (options.shortcuts()) {
        net.addMean("shortcut", entered);
      }
    }

    private void shrinkTime(ConvNet net) {
      Grid grid = net.grid();
      if (grid.frames() > 1) {
        Grid rest = new Grid(grid.frames() - 1, grid.height(), grid.width());
        Conv.Channels same = Conv.Channels.full(net.channels(), net.channels());
        Conv conv = new Conv(net.batch(), same, rest, OVER_TIME, HALF_TIME, 1);
        net.add("downsampling in time", conv);
        long frames = conv.output().frames() + 1;
        net.become(net.channels(), new Grid(frames, grid.height(), grid.width()));
      }
    }

    @Override
    public void up(ConvNet net, int stage, ConvNet.Shape entered) {
      if (decoder.last(stage)) {
        return;
      }
      if (shrinks.get(shrinks.size() - 1 - stage)) {
        growTime(net);
      }
      long out = options.shortcuts() ? net.channels() : net.channels() / 2;
      net.enlarge("enlargement", HALF).conv("upsampling", out, ConvNet.SQUARE);
      if (options.shortcuts()) {
        net.sum("shortcut sum");
      }
    }

    private void growTime(ConvNet net) {
      Grid grid = net.grid();
      if (grid.frames() > 1) {
        Grid rest = new Grid(grid.frames() - 1, grid.height(), grid.width());
        Conv.Channels twice = Conv.Channels.full(net.channels(), 2 * net.channels());
        net.add("upsampling in time", new Conv(net.batch(), twice, rest, OVER_TIME));
        long frames = 2 * rest.frames() + 1;
        net.become(net.channels(), new Grid(frames, grid.height(), grid.width()));
      }
    }

    @Override
    public void norm(ConvNet net, String name) {
      net.norm(name, norms);
    }
  }
}
