package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.ForkRecord;
import io.ditgauge.estimator.run.Values;
import java.util.List;
import java.util.Optional;

/**
 * Memory that an op took, as the process's resident set grew.
 *
 * @param key the combination
 * @param peakBytes the most over forks
 * @param predictedBytes what was expected before; absent in old files
 */
public record PeakMemory(String key, long peakBytes, Optional<Long> predictedBytes) {
  /** Validates the parts. */
  public PeakMemory {
    Values.text("key", key);
    Values.atLeast("peakBytes", peakBytes, 0);
  }

  static List<PeakMemory> of(List<Combination> measured) {
    return measured.stream().flatMap(one -> of(one).stream()).toList();
  }

  private static Optional<PeakMemory> of(Combination one) {
    return one.forkRecords().stream()
        .map(ForkRecord::opBytes)
        .flatMap(Optional::stream)
        .max(Long::compare)
        .map(peak -> new PeakMemory(one.key(), peak, one.predictedBytes()));
  }
}
