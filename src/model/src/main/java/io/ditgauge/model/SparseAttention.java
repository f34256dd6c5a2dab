package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import java.util.Map;

/**
 * Windowed or block-sparse self-attention in which each query attends to A of the T keys; the
 * density is A / T.
 *
 * <p>Work, for each of B H heads: 2 T A K MACs, 2 T A elementwise; 3 B H T K read, B H T K written.
 * Left out: finding the blocks to keep.
 *
 * @param batch B
 * @param heads H
 * @param tokens T
 * @param attended A: keys that each query attends to, itself included; at most T
 * @param headWidth K
 */
public record SparseAttention(long batch, long heads, long tokens, long attended, long headWidth)
    implements Op {
  /** Type identifier. */
  public static final String TYPE = "sparse-attention";

  /** Validates the dimensions. */
  public SparseAttention {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "heads", heads);
    dimension(TYPE, "tokens", tokens);
    dimension(TYPE, "attended", attended);
    dimension(TYPE, "headWidth", headWidth);
    if (attended > tokens) {
      throw new IllegalArgumentException(
          "attended must be at most tokens: attended="
              + attended
              + ", tokens="
              + tokens
              + " (in "
              + TYPE
              + ")");
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions(
        "batch",
        batch,
        "heads",
        heads,
        "tokens",
        tokens,
        "attended",
        attended,
        "headWidth",
        headWidth);
  }

  @Override
  public Work work() {
    long scores = product(batch, heads, tokens, attended);
    long tensor = product(batch, heads, tokens, headWidth);
    return new Work(product(2, scores, headWidth), product(2, scores), product(3, tensor), tensor);
  }

  @Override
  public OpClass opClass() {
    return OpClass.ATTENTION;
  }

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  public String shape() {
    return batch + "x" + heads + "x" + tokens + "x" + headWidth + ", attended=" + attended;
  }
}
