package io.ditgauge.estimator.hardware;

import io.ditgauge.model.DType;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a CPU's theoretical peak.
 *
 * @param ceilings one for each element type that the CPU has instructions for; empty for a CPU that
 *     the tables do not know
 * @param explanation how the core was found, or why it was not
 */
public record CpuPeak(List<TheoreticalCeiling> ceilings, String explanation) {
  /** Copies. */
  public CpuPeak {
    ceilings = List.copyOf(ceilings);
  }

  /** The peak at that element type, if the CPU is known and has instructions for it. */
  public Optional<TheoreticalCeiling> at(DType dtype) {
    return ceilings.stream().filter(ceiling -> ceiling.dtype().equals(dtype.id())).findFirst();
  }
}
