package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.GatedMlp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import io.ditgauge.model.family.ImageLayers.Heads;
import io.ditgauge.model.family.ImageLayers.Packed;
import io.ditgauge.model.family.ImageLayers.Stream;
import java.util.List;

/**
 * FLUX.2: the blocks of FLUX.1 with gated feed-forward parts, without biases, and with one
 * modulation for all blocks of a kind.
 *
 * <p>Layout: huggingface/diffusers, transformer_flux2.py ({@code Flux2Transformer2DModel}).
 *
 * @param layers blocks of both kinds
 * @param heads H and K
 * @param hidden F
 * @param channels elements of a packed 2x2 patch, and of its output
 * @param text width of the text tokens
 * @param condition the time step, and whether guidance is an input
 */
record Flux2Denoiser(
    Layers layers, Heads heads, long hidden, Packed channels, long text, Condition condition)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "Flux2Transformer2DModel";

  private static final long PACK = 2;

  /**
   * Blocks.
   *
   * @param dual Ld
   * @param single Ls
   */
  record Layers(long dual, long single) {}

  /**
   * Conditions of a sample.
   *
   * @param features sinusoids
   * @param guidance whether the guidance scale is embedded
   */
  record Condition(long features, boolean guidance) {}

  /** Validates the channels. */
  Flux2Denoiser {
    divides(CLASS, "2 x 2", PACK * PACK, "in_channels", channels.in());
  }

  /** Reads the configuration, with the library's defaults. */
  static Flux2Denoiser read(Keys keys) {
    keys.ignore("axes_dims_rope", "rope_theta", "eps");
    Heads heads = Heads.read(keys, 48, 128);
    long in = ImageLayers.positive(keys, "in_channels", 128);
    long patch = ImageLayers.positive(keys, "patch_size", 1);
    return new Flux2Denoiser(
        new Layers(
            ImageLayers.positive(keys, "num_layers", 8),
            ImageLayers.positive(keys, "num_single_layers", 48)),
        heads,
        ImageLayers.multiple(keys, "mlp_ratio", 3.0, heads.total()),
        new Packed(in, product(patch, patch, ImageLayers.positive(keys, "out_channels", in))),
        ImageLayers.positive(keys, "joint_attention_dim", 15360),
        new Condition(
            ImageLayers.positive(keys, "timestep_guidance_channels", 256),
            keys.flag("guidance_embeds", true)));
  }

  private long width() {
    return heads.total();
  }

  private ImageAttention attention() {
    return new ImageAttention(heads, false, false, ImageAttention.QkNorm.EACH_HEAD, true);
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return Grid.square(PACK);
  }

  @Override
  public long latentChannels() {
    return channels.in() / (PACK * PACK);
  }

  @Override
  public ForwardPass forward(Input input) {
    long batch = input.batch();
    long tokens = ImageLayers.tokens(CLASS, input.latent(), patch()).elements();
    Stream image = new Stream(batch, tokens, width());
    Stream words = new Stream(batch, ImageLayers.text(CLASS, input), width());
    Stream both = new Stream(batch, ImageLayers.together(image, words), width());
    return new ForwardPass(
        List.of(
            Part.of("patch embedding", new Linear(image.rows(), channels.in(), width(), 0)),
            Part.of("text embedding", new Linear(words.rows(), text, width(), 0)),
            new Part("time and guidance conditions", conditions(batch), 1),
            new Part("modulation", modulation(batch), 1),
            new Part("dual-stream block", dual(image, words), layers.dual()),
            new Part("single-stream block", single(both), layers.single()),
            new Part("final layer", finalLayer(image), 1)),
        tokens,
        words.tokens());
  }

  private List<CountedOp> conditions(long batch) {
    List<CountedOp> embedder = ImageLayers.unbiasedTimestep(batch, condition.features(), width());
    OpList ops = new OpList().addAll("timestep", embedder);
    if (condition.guidance()) {
      ops.addAll("guidance", embedder)
          .elementwise(Function.ADD, "condition", product(batch, width()));
    }
    return ops.build();
  }

  /** Shifts, scales and gates: two sets for each stream, one for the single stream. */
  private List<CountedOp> modulation(long batch) {
    long elements = product(batch, width());
    return new OpList()
        .elementwise(Function.SILU, "image activation", elements)
        .linear("image modulation", batch, width(), product(6, width()), false)
        .elementwise(Function.SILU, "text activation", elements)
        .linear("text modulation", batch, width(), product(6, width()), false)
        .elementwise(Function.SILU, "single-stream activation", elements)
        .linear("single-stream modulation", batch, width(), product(3, width()), false)
        .build();
  }

  private List<CountedOp> dual(Stream image, Stream words) {
    long all = ImageLayers.together(image, words);
    return new OpList()
        .addAll("image", before(image))
        .addAll("text", before(words))
        .addAll(attention().products("joint attention", image.batch(), all))
        .addAll("image", after(image))
        .addAll("text", after(words))
        .build();
  }

  private List<CountedOp> before(Stream stream) {
    return new OpList()
        .addAll(ImageLayers.modulatedNorm("attention", stream))
        .addAll(attention().projections(stream))
        .build();
  }

  private List<CountedOp> after(Stream stream) {
    return new OpList()
        .addAll(attention().out(stream))
        .gatedResidual("attention residual", stream.rows(), width(), stream.tokens())
        .addAll(ImageLayers.modulatedNorm("mlp", stream))
        .addAll(new GatedMlp(stream.rows(), width(), hidden, 0).parts())
        .gatedResidual("mlp residual", stream.rows(), width(), stream.tokens())
        .build();
  }

  /** Attention and feed-forward part in parallel, on image and text together. */
  private List<CountedOp> single(Stream both) {
    long rows = both.rows();
    long hiddens = product(rows, hidden);
    long wide = sum(product(3, width()), product(2, hidden));
    return new OpList()
        .addAll(ImageLayers.modulatedNorm("attention", both))
        .linear("qkv and mlp gate and up", rows, width(), wide, false)
        .add("qk norm", Norm.rms(product(rows, heads.count()), heads.width()), 2)
        .addAll(attention().products("attention", both.batch(), both.tokens()))
        .elementwise(Function.SILU, "mlp activation", hiddens)
        .elementwise(Function.MULTIPLY, "mlp gate", hiddens)
        .linear("attention out and mlp down", rows, sum(width(), hidden), width(), false)
        .gatedResidual("residual", rows, width(), both.tokens())
        .build();
  }

  private List<CountedOp> finalLayer(Stream image) {
    return new OpList()
        .elementwise(Function.SILU, "activation", product(image.batch(), width()))
        .linear("modulation", image.batch(), width(), product(2, width()), false)
        .norm("norm", Norm.layer(image.rows(), width(), false))
        .modulate("modulate", image.rows(), width(), image.tokens())
        .linear("projection", image.rows(), width(), channels.out(), false)
        .build();
  }
}
