package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;

/**
 * A rate of arrivals that rises and falls for a while, as when something goes round: each minute's
 * rate is multiplied by a lognormal factor of mean one, whose logarithm is autoregressive of order
 * one.
 *
 * @param deviation standard deviation of the factor; 0 for none
 * @param correlationSeconds after this time the correlation of the logarithm has fallen to 1/e
 */
public record Bursts(double deviation, double correlationSeconds) {
  /** None. */
  public static final Bursts NONE = new Bursts(0, 600);

  /** Validates the numbers. */
  public Bursts {
    Values.notNegative("standard deviation of the bursts", deviation);
    Values.positive("correlation time of the bursts", correlationSeconds);
  }
}
