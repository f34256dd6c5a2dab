package io.ditgauge.estimator.latency;

import io.ditgauge.model.arch.Stage;
import java.util.List;

/**
 * Predicted time of a stage.
 *
 * @param kind what the stage does
 * @param name network
 * @param runs how often it runs for the outputs of a request
 * @param passSeconds one run
 * @param flopsPerPass FLOPs of one run
 * @param weightBytes weights on each card
 * @param ops times of one run
 */
public record StageTime(
    Stage.Kind kind,
    String name,
    long runs,
    double passSeconds,
    double flopsPerPass,
    double weightBytes,
    List<OpTime> ops) {
  /** Copies. */
  public StageTime {
    ops = List.copyOf(ops);
  }

  /** Whether it was timed as a whole, and not by its kernels. */
  public boolean whole() {
    return ops.stream().anyMatch(it -> it.timeClass() == TimeClass.STAGE);
  }

  /** All runs. */
  public double seconds() {
    return runs * passSeconds;
  }
}
