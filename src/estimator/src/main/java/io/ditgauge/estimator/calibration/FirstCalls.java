package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.ForkRecord;
import io.ditgauge.estimator.run.Values;
import java.util.List;

/**
 * The first calls of a shape, which no rate contains: tuning, compiling and paging.
 *
 * @param key the combination
 * @param firstSeconds the first call of each fork that told
 * @param secondSeconds the second
 */
public record FirstCalls(String key, List<Double> firstSeconds, List<Double> secondSeconds) {
  /** Validates and copies. */
  public FirstCalls {
    Values.text("key", key);
    firstSeconds = List.copyOf(firstSeconds);
    secondSeconds = List.copyOf(secondSeconds);
    if (firstSeconds.isEmpty() || firstSeconds.size() != secondSeconds.size()) {
      throw new IllegalArgumentException(
          "first and second calls must be of the same forks: " + key);
    }
  }

  static List<FirstCalls> of(List<Combination> measured) {
    return measured.stream()
        .filter(one -> !one.forkRecords().isEmpty())
        .map(
            one ->
                new FirstCalls(
                    one.key(),
                    one.forkRecords().stream().map(ForkRecord::firstSeconds).toList(),
                    one.forkRecords().stream().map(ForkRecord::secondSeconds).toList()))
        .toList();
  }
}
