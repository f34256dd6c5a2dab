package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.Conv;
import io.ditgauge.model.ConvMlp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.LinearAttention;
import io.ditgauge.model.Op;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.config.Keys;
import java.util.Collections;
import java.util.List;

/**
 * The deep-compression autoencoder: residual convolutions at the large extents, blocks of linear
 * attention and gated convolutions at the small ones, shortcuts around every change of extent.
 *
 * <p>Layout: huggingface/diffusers, autoencoder_dc.py ({@code AutoencoderDC}). Paper: Chen et al.,
 * arXiv 2410.10733.
 *
 * @param encoder stages of the encoder
 * @param decoder stages of the decoder, from the largest extent to the smallest
 * @param channels of pixels and latent
 * @param headWidth K of the linear attention
 * @param sampling how extents change
 */
record DcAutoencoder(
    Stages encoder,
    Stages decoder,
    AutoencoderKeys.Channels channels,
    long headWidth,
    Sampling sampling)
    implements Autoencoder {
  /** Class in the library. */
  static final String CLASS = "AutoencoderDC";

  private static final Grid HALF = new Grid(1, 2, 2);
  private static final long EXPANSION = 4;
  private static final String RESIDUAL = "ResBlock";
  private static final String ATTENTION = "EfficientViTBlock";

  /**
   * Stages of one half.
   *
   * @param widths channels of each stage
   * @param layers blocks of each stage
   * @param attention which stages are made of attention blocks
   * @param kernels sides of the depthwise convolutions that widen the attention, for each stage
   */
  record Stages(
      List<Long> widths, List<Long> layers, List<Boolean> attention, List<List<Long>> kernels) {
    /** Copies. */
    Stages {
      widths = List.copyOf(widths);
      layers = List.copyOf(layers);
      attention = List.copyOf(attention);
      kernels = List.copyOf(kernels);
    }

    /** Reads one half. */
    static Stages read(Keys keys, String prefix, List<Long> layersByDefault) {
      List<Long> widths =
          keys.integers(
              prefix + "_block_out_channels", List.of(128L, 256L, 512L, 512L, 1024L, 1024L));
      int count = widths.size();
      List<Long> layers = keys.integers(prefix + "_layers_per_block", layersByDefault);
      AutoencoderKeys.length(keys, prefix + "_layers_per_block", layers, count);
      List<Long> five = List.of(5L);
      List<List<Long>> kernels =
          keys.integerLists(
              prefix + "_qkv_multiscales",
              List.of(List.of(), List.of(), List.of(), five, five, five));
      AutoencoderKeys.length(keys, prefix + "_qkv_multiscales", kernels, count);
      return new Stages(widths, layers, attention(keys, prefix, count), kernels);
    }

    private static List<Boolean> attention(Keys keys, String prefix, int count) {
      String key = prefix + "_block_types";
      List<String> types = keys.texts(key, List.of(RESIDUAL));
      if (types.size() == 1) {
        types = Collections.nCopies(count, types.get(0));
      }
      AutoencoderKeys.length(keys, key, types, count);
      for (String type : types) {
        if (!type.equals(RESIDUAL) && !type.equals(ATTENTION)) {
          throw keys.refuse(key, type, RESIDUAL + " or " + ATTENTION);
        }
      }
      return types.stream().map(ATTENTION::equals).toList();
    }

    int count() {
      return widths.size();
    }

    /** Whether the first stage is empty: the outermost convolution changes the extent itself. */
    boolean skipsFirst() {
      return layers.get(0) == 0;
    }
  }

  /**
   * How extents change.
   *
   * @param unshuffle the encoder moves pixels to channels, instead of a strided convolution
   * @param interpolate the decoder enlarges before its convolution, instead of moving channels to
   *     pixels after it
   * @param outShortcut around the encoder's last convolution
   * @param inShortcut around the decoder's first convolution
   */
  record Sampling(
      boolean unshuffle, boolean interpolate, boolean outShortcut, boolean inShortcut) {}

  /** Reads the configuration, with the library's defaults. */
  static DcAutoencoder read(Keys keys) {
    keys.ignore("decoder_act_fns", "decoder_conv_act_fn", "scaling_factor");
    List<String> norms = keys.texts("decoder_norm_types", List.of("rms_norm"));
    if (!norms.stream().allMatch("rms_norm"::equals)) {
      throw keys.refuse("decoder_norm_types", norms, "rms_norm");
    }
    Stages encoder = Stages.read(keys, "encoder", List.of(2L, 2L, 2L, 3L, 3L, 3L));
    Stages decoder = Stages.read(keys, "decoder", List.of(3L, 3L, 3L, 3L, 3L, 3L));
    AutoencoderKeys.length(keys, "decoder_block_out_channels", decoder.widths(), encoder.count());
    long pixels = keys.integer("in_channels", 3);
    return new DcAutoencoder(
        encoder,
        decoder,
        new AutoencoderKeys.Channels(pixels, pixels, keys.integer("latent_channels", 32)),
        keys.integer("attention_head_dim", 32),
        new Sampling(
            keys.text("downsample_block_type", "pixel_unshuffle").equals("pixel_unshuffle"),
            keys.text("upsample_block_type", "pixel_shuffle").equals("interpolate"),
            keys.flag("encoder_out_shortcut", true),
            keys.flag("decoder_in_shortcut", true)));
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public LatentSpace latentSpace() {
    return AutoencoderKeys.space(1, true, encoder.count() - 1, channels.latent());
  }

  @Override
  public ForwardPass encode(Grid pixels, long batch) {
    Grid latent = latentSpace().latent(pixels, ConvNet.POINT);
    ConvNet net = new ConvNet(batch, channels.in(), pixels);
    int first = encoder.skipsFirst() ? 1 : 0;
    if (encoder.skipsFirst()) {
      down(net, encoder.widths().get(1), false);
    } else {
      net.conv("convolution", encoder.widths().get(0), ConvNet.SQUARE);
    }
    net.part("input");
    for (int i = first; i < encoder.count(); i++) {
      blocks(net, encoder, i);
      if (i < encoder.count() - 1 && encoder.layers().get(i) > 0) {
        down(net, encoder.widths().get(i + 1), true);
      }
      net.part("down " + (i + 1));
    }
    ConvNet.Shape entered = net.shape();
    net.conv("convolution", channels.latent(), ConvNet.SQUARE);
    if (sampling.outShortcut()) {
      net.addMean("shortcut", entered);
    }
    return net.part("output").pass(latent.elements());
  }

  @Override
  public ForwardPass decode(Grid latent, long batch) {
    ConvNet net = new ConvNet(batch, channels.latent(), latent);
    net.conv("convolution", decoder.widths().get(decoder.count() - 1), ConvNet.SQUARE);
    if (sampling.inShortcut()) {
      net.sum("shortcut sum");
    }
    net.part("input");
    int first = decoder.skipsFirst() ? 1 : 0;
    for (int i = decoder.count() - 1; i >= first; i--) {
      if (i < decoder.count() - 1 && decoder.layers().get(i) > 0) {
        up(net, decoder.widths().get(i), true);
      }
      blocks(net, decoder, i);
      net.part("up " + (decoder.count() - i));
    }
    rmsNorm(net, "norm");
    net.apply(Function.RELU, "activation");
    if (decoder.skipsFirst()) {
      up(net, channels.out(), false);
    } else {
      net.conv("convolution", channels.out(), ConvNet.SQUARE);
    }
    return net.part("output").pass(latent.elements());
  }

  private void down(ConvNet net, long out, boolean shortcut) {
    ConvNet.Shape entered = net.shape();
    if (sampling.unshuffle()) {
      Grid grid = net.grid().over("pixels", HALF);
      net.conv("downsampling", out / HALF.elements(), ConvNet.SQUARE);
      net.rearrange("channels from pixels", out, grid);
    } else {
      net.conv("downsampling", out, ConvNet.SQUARE, HALF);
    }
    if (shortcut) {
      net.addMean("downsampling shortcut", entered);
    }
  }

  private void up(ConvNet net, long out, boolean shortcut) {
    if (sampling.interpolate()) {
      net.enlarge("enlargement", HALF).conv("upsampling", out, ConvNet.SQUARE);
    } else {
      Grid grid = net.grid().times(HALF);
      net.conv("upsampling", product(out, HALF.elements()), ConvNet.SQUARE);
      net.rearrange("pixels from channels", out, grid);
    }
    if (shortcut) {
      net.sum("upsampling shortcut sum");
    }
  }

  private void blocks(ConvNet net, Stages stages, int stage) {
    for (long layer = 1; layer <= stages.layers().get(stage); layer++) {
      if (stages.attention().get(stage)) {
        attention(net, "attention " + layer, stages.kernels().get(stage));
        gated(net, "gated " + layer);
      } else {
        residual(net, "residual " + layer);
      }
    }
  }

  private static void residual(ConvNet net, String name) {
    long width = net.channels();
    net.conv(name + " convolution 1", width, ConvNet.SQUARE).apply(Function.SILU, name + " act");
    net.plainConv(name + " convolution 2", Conv.Channels.full(width, width), ConvNet.SQUARE);
    rmsNorm(net, name + " norm");
    net.sum(name + " sum");
  }

  private void attention(ConvNet net, String name, List<Long> kernels) {
    long width = net.channels();
    long heads = width / headWidth;
    long inner = product(3, heads, headWidth);
    net.add(name + " query, key, value", new Linear(net.rows(), width, inner, 0));
    net.become(inner, net.grid());
    for (long kernel : kernels) {
      String scale = name + " scale " + kernel;
      net.plainConv(scale + " places", Conv.Channels.depthwise(inner), Grid.square(kernel));
      Conv.Channels grouped = new Conv.Channels(inner, inner, product(3, heads));
      net.plainConv(scale + " channels", grouped, ConvNet.POINT);
    }
    long all = product(heads, kernels.size() + 1);
    net.add(name, scores(net, all));
    net.add(name + " output", new Linear(net.rows(), product(all, headWidth), width, 0));
    net.become(width, net.grid());
    rmsNorm(net, name + " norm");
    net.sum(name + " sum");
  }

  /** Linear attention, where there are more positions than elements of a head. */
  private Op scores(ConvNet net, long heads) {
    long images = product(net.batch(), net.grid().frames());
    long area = net.grid().area();
    return area > headWidth
        ? new LinearAttention(images, heads, area, headWidth)
        : new Sdpa(images, heads, heads, area, area, headWidth);
  }

  private static void gated(ConvNet net, String name) {
    long width = net.channels();
    long images = product(net.batch(), net.grid().frames());
    Grid grid = net.grid();
    net.add(
        name, new ConvMlp(images, grid.height(), grid.width(), width, product(EXPANSION, width)));
    rmsNorm(net, name + " norm");
    net.sum(name + " sum");
  }

  /** An RMSNorm with a bias. */
  private static void rmsNorm(ConvNet net, String name) {
    net.norm(name, ConvNet.Norms.rms(true)).channelBias(name + " bias");
  }

  @Override
  public List<String> leftOut() {
    return List.of(
        AutoencoderKeys.LATENT,
        "Tiling, where it is switched on: tiles of 512 pixels every 448 take up to (512/448)^2 = 1.31"
            + " times the convolutions.");
  }
}
