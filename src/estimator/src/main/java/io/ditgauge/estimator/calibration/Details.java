package io.ditgauge.estimator.calibration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ditgauge.estimator.run.Combination;
import java.util.List;
import java.util.Optional;

/**
 * What a run tells beside its rates. Every list may be empty.
 *
 * @param training time of forward and backward over that of forward
 * @param firstCalls the first two calls of a shape in each fork
 * @param memory memory that each op took
 */
public record Details(
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TrainingRatio> training,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FirstCalls> firstCalls,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PeakMemory> memory) {
  /** Copies the lists; one that a file leaves out is empty. */
  public Details {
    training = training == null ? List.of() : List.copyOf(training);
    firstCalls = firstCalls == null ? List.of() : List.copyOf(firstCalls);
    memory = memory == null ? List.of() : List.copyOf(memory);
  }

  /** The details, unless there are none. */
  static Optional<Details> of(List<Rate> rates, List<Combination> measured) {
    Details details =
        new Details(TrainingRatio.of(rates), FirstCalls.of(measured), PeakMemory.of(measured));
    return details.isEmpty() ? Optional.empty() : Optional.of(details);
  }

  private boolean isEmpty() {
    return training.isEmpty() && firstCalls.isEmpty() && memory.isEmpty();
  }
}
