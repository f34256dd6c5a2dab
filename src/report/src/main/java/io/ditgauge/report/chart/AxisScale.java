package io.ditgauge.report.chart;

import io.ditgauge.report.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * From the values of an axis to pixels.
 *
 * @param logarithmic whether decades are equally long
 * @param from value at the start
 * @param to value at the end
 * @param start pixel of the start
 * @param end pixel of the end
 */
record AxisScale(boolean logarithmic, double from, double to, double start, double end) {
  private static final double LOG_MARGIN = 1.25;
  private static final double LINEAR_MARGIN = 0.05;
  private static final double ONE_DECADE = 1.1;
  private static final double FEW_DECADES = 2.2;
  private static final List<String> FINE = List.of("1", "1.5", "2", "3", "4", "5", "7");
  private static final List<String> COARSE = List.of("1", "2", "5");
  private static final int MANY_DECADES = 7;
  private static final int DIGITS = 4;

  /** A scale that shows all the values. */
  static AxisScale of(Axis axis, List<Double> values, double start, double end) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    if (axis.logarithmic()) {
      double from = axis.from().orElse(least / LOG_MARGIN);
      return new AxisScale(
          true, from, Math.max(axis.to().orElse(most * LOG_MARGIN), 2 * from), start, end);
    }
    double from = axis.from().orElse(least - (most - least) * LINEAR_MARGIN);
    double to = axis.to().orElse(most + (most - from) * LINEAR_MARGIN);
    return new AxisScale(false, from, to > from ? to : from + 1, start, end);
  }

  /** The pixel of a value. */
  double at(double value) {
    double share =
        logarithmic
            ? (log(value) - log(from)) / (log(to) - log(from))
            : (value - from) / (to - from);
    return start + share * (end - start);
  }

  /** The value of this scale nearest to one that may lie outside. */
  double inside(double value) {
    return Math.max(from, Math.min(to, value));
  }

  private static double log(double value) {
    return StrictMath.log10(value);
  }

  /** Round values to be labelled, about one in that many pixels. */
  List<Double> ticks(double pixels) {
    return logarithmic ? decades(pixels) : steps(pixels);
  }

  private List<Double> decades(double pixels) {
    double span = log(to) - log(from);
    List<String> within = span < ONE_DECADE ? FINE : span < FEW_DECADES ? COARSE : List.of("1");
    int every =
        span > Math.min(MANY_DECADES, Math.abs(end - start) / pixels)
            ? (int) Math.ceil(span / Math.max(1, Math.abs(end - start) / pixels))
            : 1;
    List<Double> result = new ArrayList<>();
    int first = (int) Math.floor(log(from));
    for (int power = first; power <= log(to); power++) {
      for (String factor : within) {
        double tick = Double.parseDouble(factor + "e" + power);
        if (tick >= from && tick <= to && Math.floorMod(power, every) == 0) {
          result.add(tick);
        }
      }
    }
    return result;
  }

  private List<Double> steps(double pixels) {
    double rough = (to - from) / Math.max(2, Math.abs(end - start) / pixels);
    int power = (int) Math.floor(log(rough));
    double step = Double.parseDouble("1e" + (power + 1));
    for (int factor : new int[] {5, 2, 1}) {
      double finer = Double.parseDouble(factor + "e" + power);
      if (finer >= rough) {
        step = finer;
      }
    }
    List<Double> result = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step - 1e-9); i * step <= to * (1 + 1e-9); i++) {
      result.add(i * step);
    }
    return result;
  }

  /** A tick as it is written. */
  static String label(double tick) {
    return Numbers.compact(tick, DIGITS);
  }
}
