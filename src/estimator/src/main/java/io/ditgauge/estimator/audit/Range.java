package io.ditgauge.estimator.audit;

import java.util.Optional;

/**
 * A value that is known to lie between two others.
 *
 * @param low low end
 * @param middle the best single value, if there is one
 * @param high high end
 */
public record Range(double low, Optional<Double> middle, double high) {
  /** Validates the order. */
  public Range {
    double between = middle.orElse(low);
    if (!(Double.isFinite(low) && Double.isFinite(high) && low <= between && between <= high)) {
      throw new IllegalArgumentException(
          "a range needs finite low <= middle <= high: low="
              + low
              + ", middle="
              + middle.map(String::valueOf).orElse("none")
              + ", high="
              + high);
    }
  }

  /** A single value. */
  public static Range exactly(double value) {
    return new Range(value, Optional.of(value), value);
  }

  /** Two ends in either order, without a best value. */
  public static Range between(double one, double other) {
    return new Range(Math.min(one, other), Optional.empty(), Math.max(one, other));
  }
}
