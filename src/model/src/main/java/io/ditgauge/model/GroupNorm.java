package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Map;

/**
 * GroupNorm with learned scale and shift over [B, C, N], the C channels in G groups.
 *
 * <p>Work: 3 B C N elementwise (norm, scale, shift); B C N + 2 C read, B C N written. Source: Wu
 * and He, arXiv 1803.08494.
 *
 * @param batch B
 * @param channels C
 * @param positions N: frames x height x width
 * @param groups G
 */
public record GroupNorm(long batch, long channels, long positions, long groups) implements Op {
  /** Type identifier. */
  public static final String TYPE = "group-norm";

  /** Validates the dimensions. */
  public GroupNorm {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "channels", channels);
    dimension(TYPE, "positions", positions);
    dimension(TYPE, "groups", groups);
    divides(TYPE, "groups", groups, "channels", channels);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions(
        "batch", batch, "channels", channels, "positions", positions, "groups", groups);
  }

  @Override
  public Work work() {
    long elements = product(batch, channels, positions);
    return new Work(0, product(3, elements), sum(elements, parameters()), elements);
  }

  @Override
  public OpClass opClass() {
    return OpClass.ELEMENTWISE;
  }

  @Override
  public long parameters() {
    return product(2, channels);
  }

  @Override
  public String shape() {
    return batch + "x" + channels + "x" + positions + ", G=" + groups;
  }
}
