package io.ditgauge.estimator.run;

import io.ditgauge.model.Work;

/**
 * Declared work as files carry it; see {@link Work}.
 *
 * @param macs multiply-accumulates
 * @param elementwiseOps elementwise operations
 * @param elementsRead elements read
 * @param elementsWritten elements written
 */
public record WorkRecord(long macs, long elementwiseOps, long elementsRead, long elementsWritten) {
  /** Validates the counts. */
  public WorkRecord {
    Values.atLeast("macs", macs, 0);
    Values.atLeast("elementwiseOps", elementwiseOps, 0);
    Values.atLeast("elementsRead", elementsRead, 0);
    Values.atLeast("elementsWritten", elementsWritten, 0);
  }

  /** That work. */
  public static WorkRecord of(Work work) {
    return new WorkRecord(
        work.macs(), work.elementwiseOps(), work.elementsRead(), work.elementsWritten());
  }
}
