package io.ditgauge.estimator.published;

import java.util.Arrays;

/** Statistics of logarithmic errors. */
public final class Errors {
  /** Median absolute deviation to standard deviation of a normal distribution. */
  private static final double MAD_TO_SIGMA = 1.4826;

  private Errors() {}

  /** Median of the absolute values. */
  public static double medianAbsolute(double[] errors) {
    return quantile(absolute(errors), 0.5);
  }

  /** The element of the sorted absolute values at 0.9 n, rounded down. */
  public static double p90Absolute(double[] errors) {
    double[] sorted = absolute(errors);
    return sorted[(int) Math.min(sorted.length - 1L, (long) (0.9 * sorted.length))];
  }

  private static double[] absolute(double[] errors) {
    double[] result = Arrays.stream(errors).map(Math::abs).toArray();
    Arrays.sort(result);
    return result;
  }

  /** Quantile of sorted values, between the two nearest. */
  static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = (int) Math.ceil(at);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** Standard deviation, from the median absolute deviation, and at least {@code least}. */
  public static double robustSigma(double[] errors, double least) {
    return Math.max(least, MAD_TO_SIGMA * medianAbsolute(errors));
  }

  /** Median of values. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return quantile(sorted, 0.5);
  }
}
