package io.ditgauge.estimator.source;

import java.util.Objects;

/**
 * A number that people read, with its unit and its origin.
 *
 * @param id stable identifier, as in {@code training-flops}
 * @param label what it is, in words
 * @param value the value in that unit; finite
 * @param unit the unit, as in {@code FLOP} or {@code H100-months}; {@code 1} for a ratio
 * @param source where it comes from
 */
public record Figure(String id, String label, double value, String unit, Source source) {
  /** Validates the parts. */
  public Figure {
    Texts.required("a figure", "id", id);
    Texts.required("figure " + id, "label", label);
    Texts.required("figure " + id, "unit", unit);
    Objects.requireNonNull(source, () -> "figure " + id + " needs a source");
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "a figure must be finite: " + id + "=" + value + " " + unit + " (" + label + ")");
    }
  }
}
