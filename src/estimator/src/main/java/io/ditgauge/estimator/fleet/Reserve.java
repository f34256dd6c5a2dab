package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;
import io.ditgauge.estimator.uncertainty.Distribution.LogNormal;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * What is kept for days and minutes that are busier than foreseen.
 *
 * <p>The chance of single users moves the load of 100,000 servers by 1 / sqrt(100,000), 0.3%. Much
 * more moves it that all of them do at once: a day's rate is lognormal around the foreseen one, and
 * within a day bursts raise it for minutes, normal with an exponential correlation in time (an
 * Ornstein-Uhlenbeck process). The load at a moment is the rate's mean over the last service time
 * (Eick, Massey and Whitt, The Physics of the Mt/G/infinity Queue, 1993), which smooths bursts
 * shorter than a job: of a mean over T with a correlation time c the variance is the share 2 c/T (1
 * - c/T (1 - exp(-T/c))) of that of a moment.
 *
 * <p>Left out: that jobs may wait through a burst; days that resemble the day before.
 *
 * @param daySpread standard deviation of a day's rate over its mean; 0 if it is known
 * @param dayQuantile share of days on which the fleet is to be enough
 * @param burstDeviation standard deviation of the rate over the hour's; 0 if there are no bursts
 * @param burstSeconds correlation time of bursts
 * @param minuteQuantile share of the minutes of the busiest hour in which the fleet is to be enough
 */
public record Reserve(
    double daySpread,
    double dayQuantile,
    double burstDeviation,
    double burstSeconds,
    double minuteQuantile) {
  /** The rate is known. */
  public static final Reserve NONE = new Reserve(0, 0.5, 0, 1, 0.5);

  /** Validates the numbers. */
  public Reserve {
    Values.notNegative("daySpread", daySpread);
    Values.notNegative("burstDeviation", burstDeviation);
    Values.positive("burstSeconds", burstSeconds);
    quantile("dayQuantile", dayQuantile);
    quantile("minuteQuantile", minuteQuantile);
  }

  private static void quantile(String name, double value) {
    if (!(value >= 0.5 && value < 1)) {
      throw new IllegalArgumentException(
          "the share of days or minutes for which a reserve is enough lies from 0.5 to below 1: "
              + name
              + "="
              + value
              + "; 0.99 for all but one in a hundred");
    }
  }

  /** Rate of a day of the quantile over the mean day's; at least 1. */
  public double dayFactor() {
    return daySpread == 0 ? 1 : Math.max(1, LogNormal.ofMean(1, daySpread).quantile(dayQuantile));
  }

  /** Load of a minute of the quantile over the hour's, where jobs take so long; at least 1. */
  public double minuteFactor(double serviceSeconds) {
    return 1
        + new NormalDistribution().inverseCumulativeProbability(minuteQuantile)
            * loadDeviation(serviceSeconds);
  }

  /** Standard deviation of the load over the hour's. */
  public double loadDeviation(double serviceSeconds) {
    double ratio = Values.positive("serviceSeconds", serviceSeconds) / burstSeconds;
    return burstDeviation * Math.sqrt(smoothing(ratio));
  }

  private static double smoothing(double ratio) {
    // The terms of the exact form cancel where the ratio is small; its series is 1 - ratio / 3.
    return ratio < 1e-5 ? 1 - ratio / 3 : 2 * (ratio + StrictMath.expm1(-ratio)) / (ratio * ratio);
  }
}
