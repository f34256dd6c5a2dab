package io.ditgauge.estimator.validation;

import io.ditgauge.estimator.latency.Prediction;
import java.util.Optional;

/**
 * A row with its prediction.
 *
 * @param row the row
 * @param measuredSeconds published time
 * @param predictedSeconds predicted time; of a row whose attention kernel is not stated, the middle
 *     of the slowest and the fastest
 * @param lowSeconds lower end of the 90 % interval
 * @param highSeconds upper end
 * @param flag why the row is not scored, or what weakens it; empty for a plain row
 * @param prediction the prediction behind it, where there is one
 */
public record RowResult(
    TimingRow row,
    double measuredSeconds,
    double predictedSeconds,
    double lowSeconds,
    double highSeconds,
    String flag,
    Optional<Prediction> prediction) {
  /** Predicted over measured. */
  public double ratio() {
    return predictedSeconds / measuredSeconds;
  }

  /** |ln ratio|. */
  public double error() {
    return Math.abs(Math.log(ratio()));
  }

  /** Whether the interval holds the measured time. */
  public boolean covered() {
    return measuredSeconds >= lowSeconds && measuredSeconds <= highSeconds;
  }

  /** Half the width of the interval, relative to the middle. */
  public double halfWidth() {
    return (highSeconds - lowSeconds) / 2 / predictedSeconds;
  }

  /** The scored group; {@code no} for what is not scored. */
  public String group() {
    String group = row.text("scored");
    return flag.startsWith("!") || group.isEmpty() ? "no" : group;
  }
}
