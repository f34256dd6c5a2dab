package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Jobs over a day.
 *
 * @param jobsPerSecond mean of a mean day
 * @param hourlyWeights how the day's jobs spread over its 24 hours; any scale
 * @param peakFactor the rate for which to build, over that of the busiest hour of a mean day; at
 *     least 1
 * @param arrivalVariation standard deviation of the time between arrivals over its mean, within an
 *     hour; 1 if each user acts alone
 */
public record Demand(
    double jobsPerSecond, List<Double> hourlyWeights, double peakFactor, double arrivalVariation) {
  /** Hours of a day. */
  public static final int HOURS = 24;

  /** Validates the numbers and copies the weights. */
  public Demand {
    Values.positive("jobsPerSecond", jobsPerSecond);
    hourlyWeights = List.copyOf(hourlyWeights);
    if (hourlyWeights.size() != HOURS) {
      throw new IllegalArgumentException(
          "a day needs " + HOURS + " hourly weights: weights=" + hourlyWeights.size());
    }
    hourlyWeights.forEach(weight -> Values.notNegative("hourly weight", weight));
    Values.positive("sum of the hourly weights", sum(hourlyWeights));
    if (!(peakFactor >= 1 && Double.isFinite(peakFactor))) {
      throw new IllegalArgumentException(
          "the peak factor must be finite and at least 1: peakFactor=" + peakFactor);
    }
    Values.notNegative("arrivalVariation", arrivalVariation);
  }

  /** The same rate in every hour, users that act alone. */
  public static Demand flat(double jobsPerSecond, double peakFactor) {
    return new Demand(jobsPerSecond, Collections.nCopies(HOURS, 1.0), peakFactor, 1);
  }

  /**
   * A day that rises and falls as a cosine, users that act alone.
   *
   * @param busiestOverMean rate of the busiest hour over the mean; from 1 to 2
   */
  public static Demand cosine(double jobsPerSecond, double busiestOverMean) {
    if (!(busiestOverMean >= 1 && busiestOverMean <= 2)) {
      throw new IllegalArgumentException(
          "a cosine's busiest hour lies between 1 and 2 times its mean: busiestOverMean="
              + busiestOverMean
              + "; give the hourly weights themselves for a steeper day");
    }
    List<Double> weights = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      double angle = 2 * Math.PI * (hour - HOURS / 2) / HOURS;
      weights.add(1 + (busiestOverMean - 1) * StrictMath.cos(angle));
    }
    return new Demand(jobsPerSecond, weights, 1, 1);
  }

  /** Rate of an hour of a mean day. */
  public double jobsPerSecond(int hour) {
    return jobsPerSecond * hourlyWeights.get(hour) * HOURS / sum(hourlyWeights);
  }

  /** Rate of the busiest hour of a mean day over the day's mean. */
  public double busiestOverMean() {
    return Collections.max(hourlyWeights) * HOURS / sum(hourlyWeights);
  }

  /** The rate for which to build. */
  public double peakJobsPerSecond() {
    return jobsPerSecond * busiestOverMean() * peakFactor;
  }

  private static double sum(List<Double> weights) {
    return weights.stream().mapToDouble(Double::doubleValue).sum();
  }
}
