package io.ditgauge.report.chart;

import java.util.OptionalDouble;

/**
 * An axis.
 *
 * @param title quantity with its unit, as in {@code rate, GFLOP/s}
 * @param logarithmic whether decades are equally long
 * @param from lowest value shown; without one, what the data need
 * @param to highest value shown; without one, what the data need
 */
public record Axis(String title, boolean logarithmic, OptionalDouble from, OptionalDouble to) {
  /** Validates the ends. */
  public Axis {
    if (title.isBlank()) {
      throw new IllegalArgumentException("an axis must say what it shows, with its unit");
    }
    if (from.isPresent() && to.isPresent() && !(from.getAsDouble() < to.getAsDouble())) {
      throw new IllegalArgumentException(
          "an axis must end above its start: "
              + title
              + ", from="
              + from.getAsDouble()
              + ", to="
              + to.getAsDouble());
    }
    if (logarithmic && from.isPresent() && !(from.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "a logarithmic axis must start above 0: " + title + ", from=" + from.getAsDouble());
    }
  }

  /** A logarithmic axis around its data. */
  public static Axis logarithmic(String title) {
    return new Axis(title, true, OptionalDouble.empty(), OptionalDouble.empty());
  }

  /** A linear axis from 0. */
  public static Axis fromZero(String title) {
    return new Axis(title, false, OptionalDouble.of(0), OptionalDouble.empty());
  }

  /** A linear axis between two values. */
  public static Axis between(String title, double from, double to) {
    return new Axis(title, false, OptionalDouble.of(from), OptionalDouble.of(to));
  }
}
