package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.Attention;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.Rope;
import io.ditgauge.model.Sdpa;
import java.util.List;
import java.util.Optional;

/**
 * Blocks whose modulation is made once a pass and shifted in each block by a learned table, with
 * attention among their own tokens and, where there is text, to the text.
 *
 * <p>Sources: Chen et al., PixArt-alpha, arXiv 2310.00426, section 2.3; the layout of
 * huggingface/diffusers, attention.py ({@code BasicTransformerBlock}, {@code ada_norm_single}) and
 * normalization.py ({@code AdaLayerNormSingle}).
 *
 * @param heads H and K
 * @param bias whether q, k and v have biases
 * @param affine whether norms have a learned scale and shift
 * @param feedForward the function between the matrices
 */
record VideoAdaLnSingle(
    VideoHeads heads, boolean bias, boolean affine, FeedForwardKind feedForward) {
  private static final long MLP_RATIO = 4;

  /**
   * What one block runs over.
   *
   * @param batch sequences that do not attend to each other
   * @param tokens tokens of a sequence
   * @param text text tokens that a sequence attends to; 0 without
   * @param rotary whether q and k are turned
   */
  record Sequences(long batch, long tokens, long text, boolean rotary) {
    long rows() {
      return product(batch, tokens);
    }
  }

  /** The embedded time, and six modulations of it for all blocks. */
  List<CountedOp> timeConditions(long batch) {
    long width = heads.width();
    return new OpList()
        .addAll("timestep", Embedders.timestep(batch, width))
        .elementwise(Function.SILU, "time activation", product(batch, width))
        .linear("modulation", batch, width, product(6, width), true)
        .build();
  }

  /** Text tokens to the width of the model. */
  List<CountedOp> caption(long rows, long in) {
    return new OpList()
        .twoLayer(
            "caption",
            rows,
            new OpList.Widths(in, heads.width(), heads.width()),
            Function.GELU_TANH,
            true)
        .build();
  }

  /** One block. */
  List<CountedOp> block(Sequences sequences) {
    long rows = sequences.rows();
    long tokens = sequences.tokens();
    long width = heads.width();
    OpList ops =
        new OpList()
            .add("modulation table", new LearnedTable(sequences.batch(), 6, width, 6))
            .norm("attention norm", Norm.layer(rows, width, affine))
            .modulate("attention modulate", rows, width, tokens)
            .addAll(selfAttention(sequences))
            .gatedResidual("attention residual", rows, width, tokens);
    crossAttention(sequences).ifPresent(ops::addAll);
    return ops.norm("mlp norm", Norm.layer(rows, width, affine))
        .modulate("mlp modulate", rows, width, tokens)
        .addAll(feedForward.ops(rows, width, product(MLP_RATIO, width), true))
        .gatedResidual("mlp residual", rows, width, tokens)
        .build();
  }

  private List<CountedOp> selfAttention(Sequences sequences) {
    long batch = sequences.batch();
    long width = heads.width();
    OpList ops = new OpList().linear("qkv", sequences.rows(), width, product(3, width), bias);
    if (sequences.rotary()) {
      ops.add(
          "rotary embedding",
          new Rope(batch, heads.count(), sequences.tokens(), heads.headWidth()),
          2);
    }
    return ops.add(
            "attention", new Attention(batch, heads.count(), sequences.tokens(), heads.headWidth()))
        .linear("attention out", sequences.rows(), width, width, true)
        .build();
  }

  private Optional<List<CountedOp>> crossAttention(Sequences sequences) {
    if (sequences.text() == 0) {
      return Optional.empty();
    }
    long batch = sequences.batch();
    long rows = sequences.rows();
    long width = heads.width();
    long textRows = product(batch, sequences.text());
    Sdpa attention =
        new Sdpa(
            batch,
            heads.count(),
            heads.count(),
            sequences.tokens(),
            sequences.text(),
            heads.headWidth());
    return Optional.of(
        new OpList()
            .linear("cross q", rows, width, width, bias)
            .linear("cross kv", textRows, width, product(2, width), bias)
            .add("cross attention", attention)
            .linear("cross out", rows, width, width, true)
            .residual("cross residual", rows, width)
            .build());
  }

  /** Norm, shift and scale from a table and the embedded time, projection to patches. */
  List<CountedOp> finalLayer(Sequences sequences, long patchElements) {
    long rows = sequences.rows();
    long width = heads.width();
    return new OpList()
        .add("modulation table", new LearnedTable(sequences.batch(), 2, width, 2))
        .norm("norm", Norm.layer(rows, width, false))
        .modulate("modulate", rows, width, sequences.tokens())
        .linear("projection", rows, width, patchElements, true)
        .build();
  }
}
