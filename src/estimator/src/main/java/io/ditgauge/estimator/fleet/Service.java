package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;
import io.ditgauge.estimator.uncertainty.Distribution.LogNormal;

/**
 * How long a job keeps a server busy.
 *
 * @param meanSeconds mean
 * @param variation standard deviation over the mean: 0 if every job takes equally long, 1 if
 *     exponential
 */
public record Service(double meanSeconds, double variation) {
  /** Validates the numbers. */
  public Service {
    Values.positive("meanSeconds of a service", meanSeconds);
    Values.notNegative("variation of a service", variation);
  }

  /** The time within which this share of jobs is done: exponential, or else lognormal. */
  double quantile(double probability) {
    if (variation == 0) {
      return meanSeconds;
    }
    return variation == 1
        ? -meanSeconds * StrictMath.log1p(-probability)
        : LogNormal.ofMean(meanSeconds, variation).quantile(probability);
  }
}
