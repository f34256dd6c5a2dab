package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Map;

/**
 * Causal self-attention by a kernel that skips what the mask hides: each token over itself and
 * those before it, T (T + 1) / 2 pairs.
 *
 * <p>Work, for each of B H heads: T (T + 1) K MACs, T (T + 1) elementwise. Read: B H T K + 2 B G T
 * K; written: B H T K. The usual convention for language models' MFU does <em>not</em> halve: use
 * {@link Sdpa} with as many keys as queries for that.
 *
 * @param batch B
 * @param heads H
 * @param kvHeads G; divides H
 * @param tokens T
 * @param headWidth K
 */
public record CausalAttention(long batch, long heads, long kvHeads, long tokens, long headWidth)
    implements Op {
  /** Type identifier. */
  public static final String TYPE = "causal-attention";

  /** Validates the dimensions. */
  public CausalAttention {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "heads", heads);
    dimension(TYPE, "kvHeads", kvHeads);
    dimension(TYPE, "tokens", tokens);
    dimension(TYPE, "headWidth", headWidth);
    divides(TYPE, "kvHeads", kvHeads, "heads", heads);
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
        "kvHeads",
        kvHeads,
        "tokens",
        tokens,
        "headWidth",
        headWidth);
  }

  @Override
  public Work work() {
    long twicePairs = product(batch, heads, tokens, tokens + 1);
    long output = product(batch, heads, tokens, headWidth);
    return new Work(
        product(twicePairs, headWidth),
        twicePairs,
        sum(output, product(2, batch, kvHeads, tokens, headWidth)),
        output);
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
    return batch + "x" + heads + "x" + tokens + "x" + headWidth + ", causal";
  }
}
