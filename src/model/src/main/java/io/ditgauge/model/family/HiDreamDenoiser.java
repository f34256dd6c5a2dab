package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.GatedMlp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Moe;
import io.ditgauge.model.OpList;
import io.ditgauge.model.Unpatchify;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import io.ditgauge.model.family.ImageLayers.Heads;
import io.ditgauge.model.family.ImageLayers.Patches;
import io.ditgauge.model.family.ImageLayers.Stream;
import java.util.List;

/**
 * HiDream-I1: dual-stream, then single-stream blocks, whose image stream has a mixture of experts
 * with one more expert for all tokens.
 *
 * <p>The text is three sequences of S tokens each: T5's, the last hidden states of Llama, and those
 * that Llama has in the layer that belongs to the block. Images that are not square are padded to
 * the largest resolution, as the library does. Layout: huggingface/diffusers,
 * transformer_hidream_image.py ({@code HiDreamImageTransformer2DModel}).
 *
 * @param layers blocks of both kinds
 * @param heads H and K
 * @param patches patches
 * @param largest tokens of the largest resolution
 * @param text widths of the text conditions
 * @param experts experts of a block, all and chosen; none at all for a plain feed-forward part
 */
record HiDreamDenoiser(
    Layers layers, Heads heads, Patches patches, long largest, Text text, Experts experts)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "HiDreamImageTransformer2DModel";

  private static final long MLP_RATIO = 4;
  private static final long HIDDEN_UNIT = 256;
  private static final long SEQUENCES = 3;

  /**
   * Blocks.
   *
   * @param dual Ld
   * @param single Ls
   */
  record Layers(long dual, long single) {
    long all() {
      return sum(dual, single);
    }
  }

  /**
   * Widths of the text conditions.
   *
   * @param t5 of T5's tokens
   * @param llama of Llama's
   * @param pooled of the pooled text
   */
  record Text(long t5, long llama, long pooled) {}

  /**
   * Experts.
   *
   * @param all E
   * @param chosen A
   */
  record Experts(long all, long chosen) {}

  /** Reads the configuration, with the library's defaults. */
  static HiDreamDenoiser read(Keys keys) {
    keys.ignore("axes_dims_rope", "force_inference_output");
    long in = ImageLayers.positive(keys, "in_channels", 64);
    long side = keys.integer("patch_size");
    if (side < 1) {
      throw keys.refuse("patch_size", side, "at least 1");
    }
    Patches patches = new Patches(side, in, ImageLayers.positive(keys, "out_channels", in));
    Layers layers =
        new Layers(
            ImageLayers.positive(keys, "num_layers", 16),
            ImageLayers.positive(keys, "num_single_layers", 32));
    List<Long> llama = keys.integers("llama_layers", List.of());
    if (!llama.isEmpty() && llama.size() != layers.all()) {
      throw keys.refuse(
          "llama_layers", llama.size() + " layers", "one for each of " + layers.all() + " blocks");
    }
    return new HiDreamDenoiser(
        layers,
        Heads.read(keys, 20, 128),
        patches,
        largest(keys, side),
        text(keys),
        new Experts(
            keys.integer("num_routed_experts", 4), keys.integer("num_activated_experts", 2)));
  }

  private static long largest(Keys keys, long side) {
    List<Long> sides = keys.integers("max_resolution", List.of(128L, 128L));
    if (sides.size() != 2) {
      throw keys.refuse("max_resolution", sides, "two sides");
    }
    return product(sides.get(0), sides.get(1)) / product(side, side);
  }

  private static Text text(Keys keys) {
    List<Long> widths = keys.integers("caption_channels", List.of());
    if (widths.size() != 2) {
      throw keys.refuse("caption_channels", widths, "the widths of T5 and of Llama");
    }
    return new Text(widths.get(0), widths.get(1), ImageLayers.positive(keys, "text_emb_dim", 2048));
  }

  private long width() {
    return heads.total();
  }

  private ImageAttention attention() {
    return new ImageAttention(heads, true, true, ImageAttention.QkNorm.ALL_HEADS, true);
  }

  /** Two thirds of the nominal hidden width, as gated parts have, in whole units. */
  private static long gated(long nominal) {
    return (2 * nominal / 3 + HIDDEN_UNIT - 1) / HIDDEN_UNIT * HIDDEN_UNIT;
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return patches.grid();
  }

  @Override
  public long latentChannels() {
    return patches.in();
  }

  @Override
  public ForwardPass forward(Input input) {
    long batch = input.batch();
    Stream image = new Stream(batch, tokens(input.latent()), width());
    Stream one = new Stream(batch, ImageLayers.text(CLASS, input), width());
    Stream words = new Stream(batch, product(SEQUENCES, one.tokens()), width());
    Stream both = new Stream(batch, ImageLayers.together(image, words), width());
    Linear patch =
        new Linear(image.rows(), product(patches.side(), patches.side(), patches.in()), width(), 1);
    return new ForwardPass(
        List.of(
            Part.of("patch embedding", patch),
            new Part("text embedding", textEmbedding(one.rows()), 1),
            new Part("time and text conditions", conditions(batch), 1),
            new Part("dual-stream block", dual(image, words), layers.dual()),
            new Part("single-stream block", single(both), layers.single()),
            new Part("final layer", finalLayer(image, input.latent()), 1)),
        image.tokens(),
        words.tokens());
  }

  private long tokens(Grid latent) {
    Grid grid = ImageLayers.tokens(CLASS, latent, patch());
    if (grid.height() == grid.width()) {
      return grid.elements();
    }
    if (grid.elements() > largest) {
      throw new IllegalArgumentException(
          "an image that is not square must have at most max_resolution = "
              + largest
              + " patches: "
              + grid.height()
              + "x"
              + grid.width()
              + "; make it smaller or square");
    }
    return largest;
  }

  private List<CountedOp> textEmbedding(long rows) {
    return new OpList()
        .add("llama projection", new Linear(rows, text.llama(), width(), 0), layers.all())
        .add("t5 projection", new Linear(rows, text.t5(), width(), 0))
        .build();
  }

  private List<CountedOp> conditions(long batch) {
    return new OpList()
        .addAll("timestep", Embedders.timestep(batch, width()))
        .twoLayer(
            "pooled text",
            batch,
            new OpList.Widths(text.pooled(), width(), width()),
            Function.SILU,
            true)
        .elementwise(Function.ADD, "condition", product(batch, width()))
        .build();
  }

  private List<CountedOp> dual(Stream image, Stream words) {
    long all = ImageLayers.together(image, words);
    return new OpList()
        .addAll(new AdaLn(image.batch(), width(), 12).parts())
        .addAll("image", before(image))
        .addAll("text", before(words))
        .addAll(attention().products("joint attention", image.batch(), all))
        .addAll("image", after(image, mixture(image)))
        .addAll("text", after(words, feedForward(words)))
        .build();
  }

  private List<CountedOp> single(Stream both) {
    return new OpList()
        .addAll(new AdaLn(both.batch(), width(), 6).parts())
        .addAll(before(both))
        .addAll(attention().products("attention", both.batch(), both.tokens()))
        .addAll(after(both, mixture(both)))
        .build();
  }

  private List<CountedOp> before(Stream stream) {
    return new OpList()
        .addAll(ImageLayers.modulatedNorm("attention", stream))
        .addAll(attention().projections(stream))
        .build();
  }

  private List<CountedOp> after(Stream stream, List<CountedOp> feedForward) {
    return new OpList()
        .addAll(attention().out(stream))
        .gatedResidual("attention residual", stream.rows(), width(), stream.tokens())
        .addAll(ImageLayers.modulatedNorm("mlp", stream))
        .addAll(feedForward)
        .gatedResidual("mlp residual", stream.rows(), width(), stream.tokens())
        .build();
  }

  private List<CountedOp> feedForward(Stream stream) {
    long hidden = gated(product(MLP_RATIO, width()));
    return new GatedMlp(stream.rows(), width(), hidden, 0).parts();
  }

  private List<CountedOp> mixture(Stream stream) {
    if (experts.all() == 0) {
      return feedForward(stream);
    }
    long nominal = product(MLP_RATIO, width());
    GatedMlp shared = new GatedMlp(stream.rows(), width(), gated(nominal / 2), 0);
    return new OpList()
        .add(
            "experts",
            new Moe(stream.rows(), width(), gated(nominal), experts.all(), experts.chosen()))
        .addAll("shared expert", shared.parts())
        .residual("shared expert sum", stream.rows(), width())
        .build();
  }

  private List<CountedOp> finalLayer(Stream image, Grid latent) {
    OpList ops = new OpList().addAll(ImageLayers.finalLayer(image, patches.outElements()));
    return ops.add("unpatchify", new Unpatchify(image.batch(), patches.out(), latent, patch()))
        .build();
  }
}
