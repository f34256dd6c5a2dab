package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import java.util.Map;

/**
 * ReLU linear attention over [B, H, T, K]: with a row of ones appended to the values, M = [v; 1]
 * relu(k)^T is [K + 1, K], and each output is M relu(q), divided by its last row.
 *
 * <p>Work, for each of B H heads: 2 T K (K + 1) MACs; elementwise 2 T K (ReLU of q and k) + T K
 * (division). 3 B H T K read, B H T K written. Source: Xie et al., SANA, arXiv 2410.10629, after
 * Katharopoulos et al., arXiv 2006.16236.
 *
 * @param batch B
 * @param heads H
 * @param tokens T
 * @param headWidth K
 */
public record LinearAttention(long batch, long heads, long tokens, long headWidth) implements Op {
  /** Type identifier. */
  public static final String TYPE = "linear-attention";

  /** Validates the dimensions. */
  public LinearAttention {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "heads", heads);
    dimension(TYPE, "tokens", tokens);
    dimension(TYPE, "headWidth", headWidth);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions("batch", batch, "heads", heads, "tokens", tokens, "headWidth", headWidth);
  }

  @Override
  public Work work() {
    long tensor = product(batch, heads, tokens, headWidth);
    return new Work(
        product(2, tensor, headWidth + 1), product(3, tensor), product(3, tensor), tensor);
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
    return batch + "x" + heads + "x" + tokens + "x" + headWidth + ", linear";
  }
}
