package io.ditgauge.report.chart;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Horizontal ranges, as of what moves a result.
 *
 * @param title what is shown
 * @param description what a reader sees in it
 * @param axis the numeric axis
 * @param middle a value that all ranges are seen from, where there is one
 * @param ranges the ranges from top to bottom
 */
public record RangeChart(
    String title, String description, Axis axis, OptionalDouble middle, List<Range> ranges)
    implements Chart {
  /**
   * A range.
   *
   * @param label what it is
   * @param low one end
   * @param high the other end
   * @param tip shown when it is pointed at
   */
  public record Range(String label, double low, double high, String tip) {
    /** Validates the ends. */
    public Range {
      if (!(Double.isFinite(low) && Double.isFinite(high) && low <= high)) {
        throw new IllegalArgumentException(
            "a range must end at or above its start: " + label + ", " + low + " to " + high);
      }
    }
  }

  /** Copies. */
  public RangeChart {
    ranges = List.copyOf(ranges);
  }
}
