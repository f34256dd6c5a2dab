package io.ditgauge.report.page;

import io.ditgauge.estimator.figures.ValidationFigures;
import io.ditgauge.report.chart.XyChart.Band;
import io.ditgauge.report.chart.XyChart.Point;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Where a prediction is right, from the shortest to the longest known time, and the bands around
 * it.
 *
 * @param least shortest time in seconds
 * @param most longest time in seconds
 */
record Diagonal(double least, double most) {
  /** That many times the known time over the known time. */
  List<Point> times(double factor) {
    return List.of(new Point(least, factor * least), new Point(most, factor * most));
  }

  /** A ratio over the known time. */
  List<Point> level(double ratio) {
    return List.of(new Point(least, ratio), new Point(most, ratio));
  }

  /** Bands around {@link #times}. */
  List<Band> bands() {
    return bands(this::times);
  }

  /** Bands around {@link #level}. */
  List<Band> levelBands() {
    return bands(this::level);
  }

  /** The widest first. */
  private static List<Band> bands(DoubleFunction<List<Point>> edge) {
    return List.of(
        band("within 25%", ValidationFigures.WIDE, edge),
        band("within 10%", ValidationFigures.NARROW, edge));
  }

  private static Band band(String name, double factor, DoubleFunction<List<Point>> edge) {
    return new Band(name, edge.apply(factor), edge.apply(1 / factor));
  }
}
