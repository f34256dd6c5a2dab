package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import java.util.Map;

/**
 * Full (not causal) self-attention softmax(q k^T / sqrt(K)) v over [B, H, T, K].
 *
 * <table>
 *   <caption>Work, for each of B H heads</caption>
 *   <tr><th>step</th><th>shape</th><th>MACs</th><th>elements moved</th></tr>
 *   <tr><td>scores</td><td>[T, K] x [K, T]</td><td>T^2 K</td><td>2 T K read</td></tr>
 *   <tr><td>scale, softmax</td><td>[T, T]</td><td>0 (2 T^2 elementwise)</td><td></td></tr>
 *   <tr><td>values</td><td>[T, T] x [T, K]</td><td>T^2 K</td><td>T K read, T K written</td></tr>
 * </table>
 *
 * <p>Left out: the projections before and after, and the traffic of the scores, which a fused
 * kernel never writes. Source: Dao et al., FlashAttention, arXiv 2205.14135 (4 T^2 K FLOP a head).
 *
 * @param batch B
 * @param heads H
 * @param tokens T
 * @param headWidth K
 */
public record Attention(long batch, long heads, long tokens, long headWidth) implements Op {
  /** Type identifier. */
  public static final String TYPE = "attention";

  /** Validates the dimensions. */
  public Attention {
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
    long scores = product(batch, heads, tokens, tokens);
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
    return batch + "x" + heads + "x" + tokens + "x" + headWidth;
  }
}
