package io.ditgauge.estimator.calibration;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What a run tells beside its rates. Every list may be empty.
 *
 * @param training time of forward and backward over that of forward
 */
public record Details(@JsonInclude(JsonInclude.Include.NON_EMPTY) List<TrainingRatio> training) {
  /** Copies the lists; one that a file leaves out is empty. */
  public Details {
    training = training == null ? List.of() : List.copyOf(training);
  }

  /** The details, unless there are none. */
  static Optional<Details> of(List<Rate> rates) {
    Details details = new Details(TrainingRatio.of(rates));
    return details.isEmpty() ? Optional.empty() : Optional.of(details);
  }

  private boolean isEmpty() {
    return training.isEmpty();
  }
}
