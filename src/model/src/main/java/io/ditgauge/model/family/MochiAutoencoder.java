package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CausalAttention;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Norm;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.config.Keys;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mochi's autoencoder: an encoder of Fourier features, causal residual blocks and causal attention
 * over the frames of each place; a decoder of causal residual blocks whose stages end in a linear
 * map to the elements of the enlarged extent.
 *
 * <p>Layout: huggingface/diffusers, autoencoder_kl_mochi.py ({@code AutoencoderKLMochi}).
 *
 * @param encoder channels of the encoder's levels
 * @param decoder channels of the decoder's levels
 * @param layers residual blocks of each level, and of the deepest a second time at its end
 * @param factors between the levels
 * @param channels of the features of the pixels, and of the latent
 * @param attention whether each of the encoder's levels has attention
 */
record MochiAutoencoder(
    List<Long> encoder,
    List<Long> decoder,
    List<Long> layers,
    List<Grid> factors,
    AutoencoderKeys.Channels channels,
    List<Boolean> attention)
    implements Autoencoder {
  /** Class in the library. */
  static final String CLASS = "AutoencoderKLMochi";

  /** The pixels themselves, and sine and cosine at two frequencies. */
  private static final long FEATURES = 5;

  private static final long GROUPS = 32;
  private static final long HEAD_WIDTH = 32;

  private static final ConvNet.Norms NORMS = ConvNet.Norms.framewiseGroup(GROUPS);
  private static final ConvNet.Residual BLOCK = new ConvNet.Residual(NORMS, ConvNet.CUBE, false);

  /** Copies. */
  MochiAutoencoder {
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
    layers = List.copyOf(layers);
    factors = List.copyOf(factors);
    attention = List.copyOf(attention);
  }

  /** Reads the configuration, with the library's defaults. */
  static MochiAutoencoder read(Keys keys) {
    keys.ignore("act_fn", "scaling_factor", "latents_mean", "latents_std");
    List<Long> encoder =
        keys.integers("encoder_block_out_channels", List.of(64L, 128L, 256L, 384L));
    List<Long> decoder =
        keys.integers("decoder_block_out_channels", List.of(128L, 256L, 512L, 768L));
    List<Long> layers = keys.integers("layers_per_block", List.of(3L, 3L, 4L, 6L, 3L));
    List<Long> time = keys.integers("temporal_expansions", List.of(1L, 2L, 3L));
    List<Long> space = keys.integers("spatial_expansions", List.of(2L, 2L, 2L));
    List<Boolean> attention =
        keys.flags("add_attention_block", List.of(false, true, true, true, true));
    int levels = encoder.size();
    AutoencoderKeys.length(keys, "decoder_block_out_channels", decoder, levels);
    AutoencoderKeys.length(keys, "layers_per_block", layers, levels + 1);
    AutoencoderKeys.length(keys, "temporal_expansions", time, levels - 1);
    AutoencoderKeys.length(keys, "spatial_expansions", space, levels - 1);
    AutoencoderKeys.length(keys, "add_attention_block", attention, levels + 1);
    List<Grid> factors =
        IntStream.range(0, levels - 1)
            .mapToObj(i -> new Grid(time.get(i), space.get(i), space.get(i)))
            .toList();
    return new MochiAutoencoder(
        encoder,
        decoder,
        layers,
        factors,
        new AutoencoderKeys.Channels(
            keys.integer("in_channels", 15),
            keys.integer("out_channels", 3),
            keys.integer("latent_channels", 12)),
        attention);
  }

  @Override
  public String className() {
    return CLASS;
  }

  private int levels() {
    return encoder.size();
  }

  @Override
  public LatentSpace latentSpace() {
    Grid stride = Grid.cube(1);
    for (Grid factor : factors) {
      stride = stride.times(factor);
    }
    return new LatentSpace(stride, true, channels.latent());
  }

  @Override
  public ForwardPass encode(Grid pixels, long batch) {
    Grid latent = latentSpace().latent(pixels, ConvNet.POINT);
    long waves = channels.in() / FEATURES * (FEATURES - 1);
    ConvNet net = new ConvNet(batch, channels.in(), pixels);
    net.add("sinusoids", new Elementwise(Function.SINUSOID, product(net.rows(), waves), 1));
    net.linear("projection", encoder.get(0), true);
    level(net, layers.get(0), attention.get(0));
    net.part("input");
    for (int i = 1; i < levels(); i++) {
      Grid factor = factors.get(i - 1);
      net.conv("downsampling", encoder.get(i), factor, factor);
      level(net, layers.get(i), attention.get(i));
      net.part("down " + i);
    }
    level(net, layers.get(levels()), attention.get(levels()));
    net.part("middle");
    net.norm("norm", NORMS).apply(Function.SILU, "activation");
    net.linear("projection", channels.moments(), false).part("output");
    return net.pass(latent.elements());
  }

  @Override
  public ForwardPass decode(Grid latent, long batch) {
    ConvNet net = new ConvNet(batch, channels.latent(), latent);
    net.conv("convolution", decoder.get(levels() - 1), ConvNet.POINT).part("input");
    level(net, layers.get(levels()), false);
    net.part("middle");
    for (int i = levels() - 1; i > 0; i--) {
      level(net, layers.get(i), false);
      grow(net, factors.get(i - 1), decoder.get(i - 1));
      net.part("up " + (levels() - i));
    }
    level(net, layers.get(0), false);
    net.apply(Function.SILU, "activation").linear("projection", channels.out(), true);
    return net.part("output").pass(latent.elements());
  }

  private static void grow(ConvNet net, Grid factor, long out) {
    Grid grid = net.grid().times(factor);
    net.linear("upsampling", product(out, factor.elements()), true);
    net.rearrange("pixels from channels", out, grid);
  }

  private static void level(ConvNet net, long layers, boolean attention) {
    for (long layer = 1; layer <= layers; layer++) {
      net.residual("residual " + layer, net.channels(), BLOCK);
      if (attention) {
        attention(net, "attention " + layer);
      }
    }
  }

  private static void attention(ConvNet net, String name) {
    long width = net.channels();
    long heads = width / HEAD_WIDTH;
    long inner = product(heads, HEAD_WIDTH);
    long places = product(net.batch(), net.grid().area());
    net.norm(name + " norm", NORMS);
    for (String map : List.of(" query", " key", " value")) {
      net.add(name + map, new Linear(net.rows(), width, inner, 0));
    }
    long headRows = product(2, net.rows(), heads);
    net.add(name + " query and key norm", new Norm(Norm.Kind.RMS, headRows, HEAD_WIDTH, 0));
    net.add(name, new CausalAttention(places, heads, heads, net.grid().frames(), HEAD_WIDTH));
    net.add(name + " output", new Linear(net.rows(), inner, width, 1)).sum(name + " sum");
  }

  @Override
  public List<String> leftOut() {
    return List.of(
        AutoencoderKeys.LATENT,
        AutoencoderKeys.COPIES,
        "Nothing is saved on the first frame: the decoder makes its whole stride of frames and drops"
            + " all but the last of them; they are counted.",
        AutoencoderKeys.TILING);
  }
}
