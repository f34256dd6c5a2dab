package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.TimeClass;
import java.util.EnumMap;
import java.util.Map;

/**
 * The predicted time of an op or of a list of ops on the machine of a calibration.
 *
 * @param seconds median
 * @param spread standard deviation of the natural logarithm of true over predicted time
 * @param extrapolated whether a notable share of the time is of shapes outside the measured range
 * @param byClass seconds by what they are spent on
 */
public record Predicted(
    double seconds, double spread, boolean extrapolated, Map<TimeClass, Double> byClass) {
  /** Validates and copies. */
  public Predicted {
    if (!(seconds > 0 && Double.isFinite(seconds) && spread >= 0 && Double.isFinite(spread))) {
      throw new IllegalArgumentException(
          "a prediction needs positive seconds and a spread of at least 0: seconds="
              + seconds
              + ", spread="
              + spread);
    }
    byClass = Map.copyOf(new EnumMap<>(byClass));
  }

  /** Lower end of the 90 % interval. */
  public double lowSeconds() {
    return seconds * Math.exp(-Prediction.NINETY * spread);
  }

  /** Upper end of the 90 % interval. */
  public double highSeconds() {
    return seconds * Math.exp(Prediction.NINETY * spread);
  }

  /** The same median with another spread. */
  Predicted with(double other) {
    return new Predicted(seconds, other, extrapolated, byClass);
  }
}
