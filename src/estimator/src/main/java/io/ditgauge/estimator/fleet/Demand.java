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

  private static final double MOST_LOG_POWER = 10;
  private static final int HALVINGS = 60;

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

  /**
   * A day whose busiest hour is so many times its mean: a {@link #cosine} up to 2, a power of it
   * for a steeper day.
   *
   * @param busiestOverMean from 1 to below 24
   */
  public static Demand fitted(double jobsPerSecond, double busiestOverMean) {
    if (busiestOverMean >= 1 && busiestOverMean <= 2) {
      return cosine(jobsPerSecond, busiestOverMean);
    }
    if (!(busiestOverMean > 1 && busiestOverMean < HOURS)) {
      throw new IllegalArgumentException(
          "the busiest of a day's 24 hours lies between 1 and 24 times their mean:"
              + " busiestOverMean="
              + busiestOverMean
              + "; give a ratio of hours, 1.8 for evenings that are 80% above the mean");
    }
    double low = 0;
    double high = MOST_LOG_POWER;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (steep(jobsPerSecond, StrictMath.exp(middle)).busiestOverMean() < busiestOverMean) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return steep(jobsPerSecond, StrictMath.exp(high));
  }

  private static Demand steep(double jobsPerSecond, double power) {
    List<Double> weights = new ArrayList<>();
    for (int hour = 0; hour < HOURS; hour++) {
      double angle = 2 * Math.PI * (hour - HOURS / 2) / HOURS;
      weights.add(StrictMath.pow((1 + StrictMath.cos(angle)) / 2, power));
    }
    return new Demand(jobsPerSecond, weights, 1, 1);
  }

  /** The same day with another mean. */
  public Demand withRate(double rate) {
    return new Demand(rate, hourlyWeights, peakFactor, arrivalVariation);
  }

  /** The same day, built for a peak so many times as high. */
  public Demand withPeak(double factor) {
    return new Demand(jobsPerSecond, hourlyWeights, peakFactor * factor, arrivalVariation);
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
