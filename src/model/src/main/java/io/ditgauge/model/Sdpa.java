package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Map;

/**
 * Scaled dot-product attention of Q queries over N keys, in the general case: cross-attention (Q
 * and N differ) and grouped-query attention (H heads share G key-value heads).
 *
 * <p>Work, for each of B H heads: 2 Q N K MACs (scores and values), 2 Q N elementwise (scale,
 * softmax). Read: B H Q K + 2 B G N K; written: B H Q K. Left out: projections, and the scores,
 * which a fused kernel never writes. Sources: Vaswani et al., arXiv 1706.03762; grouped queries:
 * Ainslie et al., arXiv 2305.13245.
 *
 * @param batch B
 * @param heads H
 * @param kvHeads G; divides H
 * @param queries Q
 * @param keys N
 * @param headWidth K
 */
public record Sdpa(long batch, long heads, long kvHeads, long queries, long keys, long headWidth)
    implements Op {
  /** Type identifier. */
  public static final String TYPE = "sdpa";

  /** Validates the dimensions. */
  public Sdpa {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "heads", heads);
    dimension(TYPE, "kvHeads", kvHeads);
    dimension(TYPE, "queries", queries);
    dimension(TYPE, "keys", keys);
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
        "queries",
        queries,
        "keys",
        keys,
        "headWidth",
        headWidth);
  }

  @Override
  public Work work() {
    long scores = product(batch, heads, queries, keys);
    long output = product(batch, heads, queries, headWidth);
    return new Work(
        product(2, scores, headWidth),
        product(2, scores),
        sum(output, product(2, batch, kvHeads, keys, headWidth)),
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
    return batch
        + "x"
        + heads
        + "x"
        + queries
        + "x"
        + headWidth
        + ", keys="
        + keys
        + (kvHeads == heads ? "" : ", kv heads=" + kvHeads);
  }
}
