package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.run.Values;
import java.util.Optional;

/**
 * The best matrix product that a backend reached.
 *
 * @param dtype element type identifier
 * @param backend backend
 * @param device device
 * @param flopsPerSecond its rate
 * @param low low end of the 95% interval; absent with one fork
 * @param high high end of the 95% interval; absent with one fork
 * @param key combination that reached it
 */
public record GemmCeiling(
    String dtype,
    String backend,
    String device,
    double flopsPerSecond,
    Optional<Double> low,
    Optional<Double> high,
    String key) {
  /** Validates the parts. */
  public GemmCeiling {
    Values.text("dtype", dtype);
    Values.text("backend", backend);
    Values.text("device", device);
    Values.positive("flopsPerSecond", flopsPerSecond);
    Values.text("key", key);
  }
}
