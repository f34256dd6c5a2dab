package io.ditgauge.estimator.source;

import java.util.List;

/**
 * Computed from other figures.
 *
 * @param formula the formula in the names of its inputs
 * @param inputs identifiers of the figures that went in
 */
public record Derived(String formula, List<String> inputs) implements Source {
  /** Validates the texts. */
  public Derived {
    Texts.required("a derived source", "formula", formula);
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("a derived source needs inputs: formula=" + formula);
    }
    inputs.forEach(input -> Texts.required("a derived source", "input", input));
  }

  @Override
  public String describe() {
    return "derived: " + formula + ", from " + String.join(", ", inputs);
  }
}
