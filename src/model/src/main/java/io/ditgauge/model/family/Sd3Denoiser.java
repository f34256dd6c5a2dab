package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.OpList;
import io.ditgauge.model.Unpatchify;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import io.ditgauge.model.family.ImageLayers.Heads;
import io.ditgauge.model.family.ImageLayers.Patches;
import io.ditgauge.model.family.ImageLayers.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Stable Diffusion 3 and 3.5: dual-stream blocks without rotary embedding, of which the last drops
 * the text, and some attend over the image a second time.
 *
 * <p>Layout: huggingface/diffusers, transformer_sd3.py ({@code SD3Transformer2DModel}) and
 * attention.py ({@code JointTransformerBlock}); Esser et al., arXiv 2403.03206. The table of
 * positions is sinusoidal, but stored with the weights and counted with them.
 *
 * @param layers blocks, all and those with two attentions
 * @param heads H and K
 * @param patches patches
 * @param positions rows and columns of the table of positions
 * @param text widths of the two text conditions
 * @param norm norm of q and k
 */
record Sd3Denoiser(
    Layers layers,
    Heads heads,
    Patches patches,
    long positions,
    Text text,
    ImageAttention.QkNorm norm)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "SD3Transformer2DModel";

  private static final long MLP_RATIO = 4;

  /**
   * Blocks.
   *
   * @param all L
   * @param dual those of them before the last whose image stream has two attentions
   * @param lastIsDual whether the last block has too
   */
  record Layers(long all, long dual, boolean lastIsDual) {}

  /**
   * Text conditions.
   *
   * @param sequence width of the text tokens
   * @param pooled width of the pooled text
   */
  record Text(long sequence, long pooled) {}

  /** Reads the configuration, with the library's defaults. */
  static Sd3Denoiser read(Keys keys) {
    keys.ignore("sample_size");
    Heads heads = Heads.read(keys, 18, 64);
    long caption = keys.integer("caption_projection_dim", 1152);
    if (caption != heads.total()) {
      throw keys.refuse(
          "caption_projection_dim",
          caption,
          "num_attention_heads x attention_head_dim = " + heads.total());
    }
    return new Sd3Denoiser(
        layers(keys),
        heads,
        new Patches(
            ImageLayers.positive(keys, "patch_size", 2),
            ImageLayers.positive(keys, "in_channels", 16),
            ImageLayers.positive(keys, "out_channels", 16)),
        ImageLayers.positive(keys, "pos_embed_max_size", 96),
        new Text(
            ImageLayers.positive(keys, "joint_attention_dim", 4096),
            ImageLayers.positive(keys, "pooled_projection_dim", 2048)),
        norm(keys));
  }

  private static Layers layers(Keys keys) {
    long all = ImageLayers.positive(keys, "num_layers", 18);
    TreeSet<Long> dual = new TreeSet<>(keys.integers("dual_attention_layers", List.of()));
    if (!dual.isEmpty() && dual.last() >= all) {
      throw keys.refuse("dual_attention_layers", dual, "indices below num_layers = " + all);
    }
    boolean last = dual.contains(all - 1);
    return new Layers(all, dual.size() - (last ? 1 : 0), last);
  }

  private static ImageAttention.QkNorm norm(Keys keys) {
    String norm = keys.text("qk_norm", "none");
    return switch (norm) {
      case "none" -> ImageAttention.QkNorm.NONE;
      case "rms_norm" -> ImageAttention.QkNorm.EACH_HEAD;
      default -> throw keys.refuse("qk_norm", norm, "null or rms_norm");
    };
  }

  private long width() {
    return heads.total();
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
    Grid grid = ImageLayers.tokens(CLASS, input.latent(), patch());
    long longest = Math.max(grid.height(), grid.width());
    if (longest > positions) {
      throw new IllegalArgumentException(
          "an image must have at most pos_embed_max_size="
              + positions
              + " patches a side: "
              + grid.height()
              + "x"
              + grid.width()
              + "; make it smaller");
    }
    long batch = input.batch();
    Stream image = new Stream(batch, grid.elements(), width());
    Stream words = new Stream(batch, ImageLayers.text(CLASS, input), width());
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("patch embedding", patchEmbedding(input, image), 1));
    parts.add(Part.of("text embedding", new Linear(words.rows(), text.sequence(), width(), 1)));
    parts.add(new Part("time and text conditions", conditions(batch), 1));
    addBlocks(parts, image, words);
    parts.add(new Part("final layer", finalLayer(image, input.latent()), 1));
    return new ForwardPass(parts, image.tokens(), words.tokens());
  }

  private List<CountedOp> patchEmbedding(Input input, Stream image) {
    return new OpList()
        .add("patch embedding", ImageLayers.patchEmbed(input, patches, width()))
        .add(
            "positions",
            new LearnedTable(image.batch(), image.tokens(), width(), product(positions, positions)))
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

  private void addBlocks(List<Part> parts, Stream image, Stream words) {
    long plain = layers.all() - 1 - layers.dual();
    if (layers.dual() > 0) {
      parts.add(new Part("two-attention block", block(image, words, true, false), layers.dual()));
    }
    if (plain > 0) {
      parts.add(new Part("dual-stream block", block(image, words, false, false), plain));
    }
    parts.add(new Part("last block", block(image, words, layers.lastIsDual(), true), 1));
  }

  private ImageAttention attention() {
    return new ImageAttention(heads, true, true, norm, false);
  }

  private List<CountedOp> block(Stream image, Stream words, boolean twice, boolean last) {
    OpList ops =
        new OpList()
            .addAll("image", before(image, twice ? 9 : 6))
            .addAll("text", before(words, last ? 2 : 6))
            .addAll(
                attention()
                    .products("joint attention", image.batch(), ImageLayers.together(image, words)))
            .addAll("image", attended(image));
    if (twice) {
      ops.addAll("image second", second(image));
    }
    ops.addAll("image", feedForward(image));
    if (!last) {
      ops.addAll("text", attended(words)).addAll("text", feedForward(words));
    }
    return ops.build();
  }

  private List<CountedOp> before(Stream stream, long chunks) {
    return new OpList()
        .addAll(new AdaLn(stream.batch(), width(), chunks).parts())
        .addAll(ImageLayers.modulatedNorm("attention", stream))
        .addAll(attention().projections(stream))
        .build();
  }

  private List<CountedOp> attended(Stream stream) {
    return new OpList()
        .addAll(attention().out(stream))
        .gatedResidual("attention residual", stream.rows(), width(), stream.tokens())
        .build();
  }

  /** Attention over the image alone; the norm of the first serves it too. */
  private List<CountedOp> second(Stream image) {
    return new OpList()
        .modulate("attention modulate", image.rows(), width(), image.tokens())
        .addAll(attention().ofOne(image))
        .gatedResidual("attention residual", image.rows(), width(), image.tokens())
        .build();
  }

  private List<CountedOp> feedForward(Stream stream) {
    long hidden = product(MLP_RATIO, width());
    return new OpList()
        .addAll(ImageLayers.modulatedNorm("mlp", stream))
        .addAll(new Mlp(stream.batch(), stream.tokens(), width(), hidden).parts())
        .gatedResidual("mlp residual", stream.rows(), width(), stream.tokens())
        .build();
  }

  private List<CountedOp> finalLayer(Stream image, Grid latent) {
    return new OpList()
        .addAll(ImageLayers.finalLayer(image, patches.outElements()))
        .add("unpatchify", new Unpatchify(image.batch(), patches.out(), latent, patch()))
        .build();
  }
}
