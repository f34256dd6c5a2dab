package io.ditgauge.estimator.gates;

import io.ditgauge.estimator.run.Values;
import java.util.Optional;

/**
 * One measured combination, as far as a gate looks at it.
 *
 * @param key its name
 * @param kind rows of one kind are compared with each other: op, backend and what else is alike
 * @param device {@code cpu} or {@code cuda:N}
 * @param dtype element type
 * @param flops FLOPs of one call
 * @param seconds time of one call
 * @param halfWidth half the 95 % interval of the seconds, where there is one; may be NaN
 * @param samples iterations over all forks
 */
public record Observation(
    String key,
    String kind,
    String device,
    String dtype,
    double flops,
    double seconds,
    Optional<Double> halfWidth,
    int samples) {
  /** Validates the numbers. */
  public Observation {
    Values.text("key", key);
    Values.positive("flops", flops);
    Values.positive("seconds", seconds);
    Values.atLeast("samples", samples, 1);
  }

  /** FLOPs a second. */
  public double flopsPerSecond() {
    return flops / seconds;
  }
}
