package io.ditgauge.estimator.run;

import java.util.List;
import java.util.Optional;

/**
 * A GPU at one moment, as its driver tells; what the driver does not tell is absent.
 *
 * @param name its name, as in {@code NVIDIA H100 80GB HBM3}
 * @param driver version of the driver
 * @param computeCapability as in {@code 9.0}
 * @param memoryBytes its memory
 * @param coreHertz clock of its processors
 * @param memoryHertz clock of its memory
 * @param powerLimitWatts the power that it is held to
 * @param powerWatts the power that it draws
 * @param temperatureCelsius temperature of the chip
 * @param slowdowns why its clock is held down: {@code power cap}, {@code thermal}, {@code power
 *     brake}, {@code hardware}; empty if it is not
 */
public record GpuState(
    String name,
    Optional<String> driver,
    Optional<String> computeCapability,
    Optional<Double> memoryBytes,
    Optional<Double> coreHertz,
    Optional<Double> memoryHertz,
    Optional<Double> powerLimitWatts,
    Optional<Double> powerWatts,
    Optional<Double> temperatureCelsius,
    List<String> slowdowns) {
  /** Validates the name and copies. */
  public GpuState {
    Values.text("name of a GPU", name);
    slowdowns = List.copyOf(slowdowns);
  }
}
