package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.run.Values;

/**
 * Why a planned combination has no rate.
 *
 * @param key key of the combination
 * @param reason why
 */
public record Note(String key, String reason) {
  /** Validates the texts. */
  public Note {
    Values.text("key", key);
    Values.text("reason of " + key, reason);
  }
}
