package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Map;

/**
 * Rotary embedding: turns each pair of channels of [B, H, T, K] by the angle of its token.
 *
 * <p>Work: B H T K elementwise, one a turned element. The sines and cosines [T, K/2] each are read
 * once: B H T K + T K read, B H T K written. Left out: making the tables, which a pipeline does
 * once. Source: Su et al., arXiv 2104.09864.
 *
 * @param batch B
 * @param heads H
 * @param tokens T
 * @param headWidth K, even
 */
public record Rope(long batch, long heads, long tokens, long headWidth) implements Op {
  /** Type identifier. */
  public static final String TYPE = "rope";

  /** Validates the dimensions. */
  public Rope {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "heads", heads);
    dimension(TYPE, "tokens", tokens);
    dimension(TYPE, "headWidth", headWidth);
    divides(TYPE, "2", 2, "headWidth", headWidth);
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
    long elements = product(batch, heads, tokens, headWidth);
    return new Work(0, elements, sum(elements, product(tokens, headWidth)), elements);
  }

  @Override
  public OpClass opClass() {
    return OpClass.ELEMENTWISE;
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
