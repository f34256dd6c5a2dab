package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.published.Errors;
import io.ditgauge.estimator.run.JmhResult;
import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The seconds of one operation, estimated from forks.
 *
 * <p>A fork is the unit of sampling: iterations of one fork share its memory layout and compiled
 * code and are not independent, so each fork counts as its median. The interval is the two-sided
 * 95% Student t interval of the mean over n forks: mean +- t(0.975, n - 1) x s / sqrt(n), with s
 * the sample standard deviation (n - 1). Source: Georges, Buytaert and Eeckhout, Statistically
 * rigorous Java performance evaluation, OOPSLA 2007.
 *
 * @param seconds mean of the medians of the forks
 * @param median median of the medians of the forks
 * @param halfWidth half the width of the interval; absent with one fork
 * @param forks number of forks
 * @param samples iterations over all forks
 */
record ForkSample(
    double seconds, double median, Optional<Double> halfWidth, int forks, int samples) {
  private static final int FEWEST_FOR_A_MEDIAN = 3;

  private static final double UPPER = 0.975;

  /** The sample of a result. */
  static ForkSample of(JmhResult result) {
    double[] medians = result.forkMedians();
    double mean = Arrays.stream(medians).sum() / medians.length;
    Optional<Double> halfWidth = Optional.empty();
    if (medians.length >= 2) {
      double squares = Arrays.stream(medians).map(value -> (value - mean) * (value - mean)).sum();
      double error = Math.sqrt(squares / (medians.length - 1) / medians.length);
      halfWidth = Optional.of(quantile(medians.length - 1) * error);
    }
    return new ForkSample(
        mean, Errors.median(medians), halfWidth, medians.length, result.samples());
  }

  /** The 0.975 quantile of Student's t with that many degrees of freedom. */
  static double quantile(int degreesOfFreedom) {
    return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(UPPER);
  }

  /** Whether there is an interval that stays above zero, which a time cannot reach. */
  boolean hasInterval() {
    return halfWidth.isPresent() && halfWidth.get() < seconds;
  }

  /** The median over forks, where there are enough that one may be off. */
  Optional<Double> typical() {
    return forks < FEWEST_FOR_A_MEDIAN ? Optional.empty() : Optional.of(median);
  }

  /** Low end of the interval, if there is one. */
  Optional<Double> low() {
    return hasInterval() ? halfWidth.map(half -> seconds - half) : Optional.empty();
  }

  /** High end of the interval, if there is one. */
  Optional<Double> high() {
    return hasInterval() ? halfWidth.map(half -> seconds + half) : Optional.empty();
  }
}
