package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.TimeClass;
import java.util.EnumMap;
import java.util.List;
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
  /** Share of the time above which shapes outside the measured range are flagged. */
  static final double NOTABLE = 0.1;

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

  /** The same flagged or not. */
  Predicted with(boolean outside) {
    return new Predicted(seconds, spread, outside, byClass);
  }

  /** The same with times multiplied. */
  Predicted slower(double factor) {
    Map<TimeClass, Double> times = new EnumMap<>(TimeClass.class);
    byClass.forEach((key, value) -> times.put(key, factor * value));
    return new Predicted(factor * seconds, spread, extrapolated, times);
  }

  /** One after the other: errors are shared, for what makes them is the same machine. */
  static Predicted together(List<Predicted> parts) {
    Map<TimeClass, Double> times = new EnumMap<>(TimeClass.class);
    double total = 0;
    double error = 0;
    double outside = 0;
    for (Predicted part : parts) {
      part.byClass.forEach((key, value) -> times.merge(key, value, Double::sum));
      total += part.seconds;
      error += part.seconds * part.spread;
      outside += part.extrapolated ? part.seconds : 0;
    }
    return new Predicted(total, error / total, outside > NOTABLE * total, times);
  }

  /** The same median with another spread. */
  Predicted with(double other) {
    return new Predicted(seconds, other, extrapolated, byClass);
  }
}
