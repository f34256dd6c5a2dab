package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.run.Values;
import java.util.Optional;

/**
 * The best copy between two buffers that a backend reached, read plus written.
 *
 * @param dtype element type identifier
 * @param backend backend
 * @param device device
 * @param bytesPerSecond its rate
 * @param low low end of the 95% interval; absent with one fork
 * @param high high end of the 95% interval; absent with one fork
 * @param key combination that reached it
 */
public record CopyCeiling(
    String dtype,
    String backend,
    String device,
    double bytesPerSecond,
    Optional<Double> low,
    Optional<Double> high,
    String key) {
  /** Validates the parts. */
  public CopyCeiling {
    Values.text("dtype", dtype);
    Values.text("backend", backend);
    Values.text("device", device);
    Values.positive("bytesPerSecond", bytesPerSecond);
    Values.text("key", key);
  }
}
