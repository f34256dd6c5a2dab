package io.ditgauge.estimator.audit;

import java.util.List;

/**
 * A remark with its numbers.
 *
 * @param text the sentence, with {@code {}} where a number stands
 * @param values the numbers in that order
 */
public record Note(String text, List<Double> values) {
  /** Copies the list. */
  public Note {
    values = List.copyOf(values);
  }
}
