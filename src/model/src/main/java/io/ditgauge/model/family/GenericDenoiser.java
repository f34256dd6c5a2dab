package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.Attention;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.FactorisedAttention;
import io.ditgauge.model.Function;
import io.ditgauge.model.GatedMlp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Norm;
import io.ditgauge.model.Op;
import io.ditgauge.model.OpList;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Rope;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.SparseAttention;
import io.ditgauge.model.Unpatchify;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A diffusion transformer described by a few keys: the blocks of DiT, which can read text, span
 * videos and attend to less than everything. For models that no other family knows, and for
 * hypotheses.
 *
 * <p>Block: modulated LayerNorm, QKV with bias, optional QK-norm and rotary embedding, attention,
 * projection with bias, gated residual; with text to cross to, LayerNorm, attention to the text and
 * residual; modulated LayerNorm, MLP, gated residual. Source: arXiv 2212.09748; modulations: one
 * network a block (DiT), one for all blocks, or one with a learned table a block (PixArt-alpha,
 * arXiv 2310.00426).
 *
 * @param layers L
 * @param block widths of a block
 * @param modulation how blocks are told the time
 * @param text the text, if there is any
 * @param reach what a token attends to
 * @param latent channels and patch
 */
public record GenericDenoiser(
    long layers, Block block, Modulation modulation, Text text, Reach reach, Latent latent)
    implements Denoiser {
  /** The class name in a description. */
  public static final String CLASS = "generic";

  private static final long CHUNKS = 6;

  /** How blocks are told the time. */
  public enum Modulation {
    /** A network of its own in each block. */
    PER_BLOCK,
    /** One network for all blocks. */
    SHARED,
    /** One network for all blocks and a learned table in each. */
    SINGLE
  }

  /**
   * Widths of a block.
   *
   * @param width D
   * @param heads H
   * @param hidden F
   * @param gatedMlp whether the MLP has a third, gate matrix, and no biases
   * @param qkNorm whether queries and keys are normed, each head on its own
   * @param rotary whether queries and keys are turned (else fixed positions are added once)
   */
  public record Block(
      long width, long heads, long hidden, boolean gatedMlp, boolean qkNorm, boolean rotary) {
    long headWidth() {
      return width / heads;
    }
  }

  /**
   * The text.
   *
   * @param kind how it enters
   * @param tokens tokens where a request says nothing else; 0 without text
   * @param width of its tokens; 0 without text
   */
  public record Text(TextUse kind, long tokens, long width) {}

  /** How the text enters. */
  public enum TextUse {
    /** It does not. */
    NONE,
    /** Its tokens join the sequence and meet the same weights. */
    JOINT,
    /** Each block attends to it. */
    CROSS
  }

  /**
   * What a token attends to.
   *
   * @param kind the pattern
   * @param window tokens along each axis, for a window
   */
  public record Reach(Pattern kind, Optional<Grid> window) {}

  /** Which tokens meet. */
  public enum Pattern {
    /** All. */
    FULL,
    /** Those of a frame in one block, and those of a place in the next, as in Latte. */
    FACTORISED,
    /** Those of a window around each. */
    WINDOW
  }

  /**
   * The latent.
   *
   * @param channels taken and predicted
   * @param patch elements of a token
   */
  public record Latent(long channels, Grid patch) {}

  /** Validates the dimensions. */
  public GenericDenoiser {
    dimension(CLASS, "layers", layers);
    dimension(CLASS, "mlpHidden", block.hidden());
    dimension(CLASS, "latentChannels", latent.channels());
    if (text.kind() != TextUse.NONE) {
      dimension(CLASS, "textTokens", text.tokens());
      dimension(CLASS, "textWidth", text.width());
    }
    if (reach.kind() == Pattern.FACTORISED && layers % 2 != 0) {
      throw new IllegalArgumentException(
          "layers must be even where attention is factorised, half of them over space and half over"
              + " time: layers="
              + layers
              + " (in "
              + CLASS
              + ")");
    }
  }

  private long width() {
    return block.width();
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return latent.patch();
  }

  @Override
  public long latentChannels() {
    return latent.channels();
  }

  @Override
  public ForwardPass forward(Input input) {
    long batch = input.batch();
    Grid tokens = input.latent().over("latent", patch());
    long textTokens = textTokens(input);
    List<Part> parts = new ArrayList<>();
    parts.add(
        Part.of(
            "patch embedding",
            new PatchEmbed(batch, latent.channels(), input.latent(), patch(), width())));
    if (!block.rotary()) {
      long elements = product(batch, tokens.elements(), width());
      parts.add(
          Part.of("position embedding", new Elementwise(Function.BROADCAST_ADD, elements, batch)));
    }
    parts.add(new Part("time embedding", time(batch), 1));
    if (textTokens > 0) {
      parts.add(new Part("text embedding", embedder(product(batch, textTokens)), 1));
    }
    parts.addAll(blocks(batch, tokens, textTokens));
    parts.add(new Part("final layer", finalLayer(input, tokens.elements()), 1));
    return new ForwardPass(parts, tokens.elements(), textTokens);
  }

  private long textTokens(Input input) {
    return text.kind() == TextUse.NONE ? 0 : dimension(CLASS, "textTokens", input.textTokens());
  }

  private List<CountedOp> time(long batch) {
    return modulation == Modulation.PER_BLOCK
        ? Embedders.timestep(batch, width())
        : AdaLnSingle.time(batch, Embedders.TIME_FEATURES, width(), CHUNKS);
  }

  private List<CountedOp> embedder(long rows) {
    return text.kind() == TextUse.CROSS
        ? AdaLnSingle.text(rows, text.width(), width())
        : new OpList().linear("projection", rows, text.width(), width(), true).build();
  }

  private List<Part> blocks(long batch, Grid tokens, long textTokens) {
    long joined = text.kind() == TextUse.JOINT ? textTokens : 0;
    long sequence = sum(tokens.elements(), joined);
    Extent extent = new Extent(batch, sequence, textTokens - joined);
    long heads = block.heads();
    long headWidth = block.headWidth();
    if (reach.kind() == Pattern.FACTORISED) {
      FactorisedAttention both =
          new FactorisedAttention(batch, heads, tokens.frames(), tokens.area(), headWidth);
      return List.of(
          new Part("spatial block", ops(extent, both.spatial()), layers / 2),
          new Part("temporal block", ops(extent, both.temporal()), layers / 2));
    }
    Op attention =
        reach.window().isEmpty()
            ? new Attention(batch, heads, sequence, headWidth)
            : new SparseAttention(batch, heads, sequence, attended(tokens), headWidth);
    return List.of(new Part("block", ops(extent, attention), layers));
  }

  /** Tokens of a window, clipped to the grid. */
  private long attended(Grid tokens) {
    Grid window = reach.window().orElseThrow();
    return product(
        Math.min(window.frames(), tokens.frames()),
        Math.min(window.height(), tokens.height()),
        Math.min(window.width(), tokens.width()));
  }

  /** Samples, tokens of the sequence, and text tokens beside it. */
  private record Extent(long batch, long tokens, long crossed) {
    long rows() {
      return product(batch, tokens);
    }
  }

  private List<CountedOp> ops(Extent extent, Op attention) {
    long rows = extent.rows();
    long tokens = extent.tokens();
    OpList ops = new OpList().addAll(modulations(extent.batch()));
    ops.norm("attention norm", Norm.layer(rows, width(), false))
        .modulate("attention modulate", rows, width(), tokens)
        .linear("qkv", rows, width(), product(3, width()), true);
    if (block.qkNorm()) {
      ops.add("qk norm", headNorm(rows), 2);
    }
    if (block.rotary()) {
      ops.add(
          "rotary embedding",
          new Rope(extent.batch(), block.heads(), tokens, block.headWidth()),
          2);
    }
    ops.add("attention", attention)
        .linear("attention out", rows, width(), width(), true)
        .gatedResidual("attention residual", rows, width(), tokens);
    if (extent.crossed() > 0) {
      ops.addAll(cross(extent));
    }
    return ops.norm("mlp norm", Norm.layer(rows, width(), false))
        .modulate("mlp modulate", rows, width(), tokens)
        .addAll(mlp(extent))
        .gatedResidual("mlp residual", rows, width(), tokens)
        .build();
  }

  private List<CountedOp> modulations(long batch) {
    return switch (modulation) {
      case PER_BLOCK -> new AdaLn(batch, width(), CHUNKS).parts();
      case SINGLE ->
          new OpList().add("modulation table", AdaLnSingle.table(batch, CHUNKS, width())).build();
      case SHARED -> List.of();
    };
  }

  private Norm headNorm(long rows) {
    return Norm.rms(product(rows, block.heads()), block.headWidth());
  }

  private List<CountedOp> cross(Extent extent) {
    long rows = extent.rows();
    long textRows = product(extent.batch(), extent.crossed());
    long heads = block.heads();
    OpList ops =
        new OpList()
            .norm("cross norm", Norm.layer(rows, width(), false))
            .linear("cross q", rows, width(), width(), true)
            .linear("cross kv", textRows, width(), product(2, width()), true);
    if (block.qkNorm()) {
      ops.norm("cross q norm", headNorm(rows)).norm("cross k norm", headNorm(textRows));
    }
    return ops.add(
            "cross attention",
            new Sdpa(
                extent.batch(), heads, heads, extent.tokens(), extent.crossed(), block.headWidth()))
        .linear("cross out", rows, width(), width(), true)
        .residual("cross residual", rows, width())
        .build();
  }

  private List<CountedOp> mlp(Extent extent) {
    return block.gatedMlp()
        ? new GatedMlp(extent.rows(), width(), block.hidden(), 0).parts()
        : new Mlp(extent.batch(), extent.tokens(), width(), block.hidden()).parts();
  }

  private List<CountedOp> finalLayer(Input input, long tokens) {
    long batch = input.batch();
    long rows = product(batch, tokens);
    long out = product(latent.channels(), patch().elements());
    OpList ops = new OpList();
    if (modulation == Modulation.SINGLE) {
      ops.addAll(AdaLnSingle.finalLayer(batch, rows, width(), out));
    } else {
      ops.addAll(new AdaLn(batch, width(), 2).parts())
          .norm("norm", Norm.layer(rows, width(), false))
          .modulate("modulate", rows, width(), tokens)
          .add("projection", new Linear(rows, width(), out, 1));
    }
    return ops.add("unpatchify", new Unpatchify(batch, latent.channels(), input.latent(), patch()))
        .build();
  }
}
