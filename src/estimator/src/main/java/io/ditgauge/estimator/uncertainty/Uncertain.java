package io.ditgauge.estimator.uncertainty;

import java.util.Arrays;

/**
 * A result that is not known exactly.
 *
 * @param mean mean
 * @param low its 5% quantile
 * @param median its 50% quantile
 * @param high its 95% quantile
 */
public record Uncertain(double mean, double low, double median, double high) {
  /** Probability of a value below {@link #low}. */
  public static final double LOW = 0.05;

  /** Probability of a value below {@link #high}. */
  public static final double HIGH = 0.95;

  /** Validates the order; the mean of a skewed result may lie outside of the quantiles. */
  public Uncertain {
    boolean finite = Double.isFinite(mean) && Double.isFinite(low) && Double.isFinite(high);
    if (!finite || !(low <= median && median <= high)) {
      throw new IllegalArgumentException(
          "an uncertain result needs finite low <= median <= high: mean="
              + mean
              + ", low="
              + low
              + ", median="
              + median
              + ", high="
              + high);
    }
  }

  /** A result that is known exactly. */
  public static Uncertain exactly(double value) {
    return new Uncertain(value, value, value, value);
  }

  /** The mean and the quantiles of a sample of at least one value. */
  public static Uncertain of(double[] sample) {
    if (sample.length == 0) {
      throw new IllegalArgumentException("a sample needs a value: length=0");
    }
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (double value : sorted) {
      sum += value;
    }
    return new Uncertain(
        sum / sorted.length, quantile(sorted, LOW), quantile(sorted, 0.5), quantile(sorted, HIGH));
  }

  /**
   * The quantile of a sorted sample by linear interpolation between its order statistics (type 7 of
   * Hyndman and Fan, Sample Quantiles in Statistical Packages, 1996).
   */
  static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    double fraction = position - below;
    return fraction == 0
        ? sorted[below]
        : sorted[below] * (1 - fraction) + sorted[above] * fraction;
  }
}
