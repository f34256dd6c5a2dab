package io.ditgauge.report.chart;

import java.util.List;

/**
 * Horizontal bars from zero, each of the same parts: stacked on one another or side by side.
 *
 * @param title what is shown
 * @param description what a reader sees in it
 * @param axis the numeric axis; linear
 * @param parts names of the parts, in order
 * @param bars the bars from top to bottom
 * @param stacked whether the parts of a bar are stacked
 */
public record BarChart(
    String title,
    String description,
    Axis axis,
    List<String> parts,
    List<Bar> bars,
    boolean stacked)
    implements Chart {
  /**
   * A bar.
   *
   * @param label what it is
   * @param values one for each part; 0 for none
   * @param note behind its end, as the total; may be empty
   */
  public record Bar(String label, List<Double> values, String note) {
    /** Validates and copies. */
    public Bar {
      values = List.copyOf(values);
      for (double value : values) {
        if (!(Double.isFinite(value) && value >= 0)) {
          throw new IllegalArgumentException(
              "a bar must be 0 or longer and finite: " + label + ", values=" + values);
        }
      }
    }
  }

  /** Validates the values of each bar, and copies. */
  public BarChart {
    parts = List.copyOf(parts);
    bars = List.copyOf(bars);
    if (axis.logarithmic()) {
      throw new IllegalArgumentException("bars need a linear axis: " + axis.title());
    }
    for (Bar bar : bars) {
      if (bar.values().size() != parts.size()) {
        throw new IllegalArgumentException(
            "a bar needs a value for each part: "
                + bar.label()
                + ", values="
                + bar.values().size()
                + ", parts="
                + parts.size());
      }
    }
  }
}
