package io.ditgauge.estimator.audit;

import java.util.List;

/**
 * What a reader should know about a claim; its numbers are formulas.
 *
 * @param text the sentence, with {@code {}} where a number stands
 * @param values the numbers in that order
 */
public record Remark(String text, List<Value> values) {
  private static final String HOLE = "{}";

  /**
   * A number of a remark.
   *
   * @param formula its formula
   * @param reading how it is evaluated
   */
  public record Value(Formula formula, Reading reading) {}

  /** Validates that each number has its place. */
  public Remark {
    values = List.copyOf(values);
    int holes = (text.length() - text.replace(HOLE, "").length()) / HOLE.length();
    if (holes != values.size()) {
      throw new IllegalArgumentException(
          "a remark needs a value for each {}: places="
              + holes
              + ", values="
              + values.size()
              + ", text="
              + text);
    }
  }
}
