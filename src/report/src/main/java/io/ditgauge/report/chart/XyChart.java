package io.ditgauge.report.chart;

import java.util.List;

/**
 * Marks, lines and bands over two numeric axes.
 *
 * @param title what is shown against what
 * @param description what a reader sees in it
 * @param x horizontal axis
 * @param y vertical axis
 * @param bands areas behind everything, the widest first
 * @param lines lines behind the marks
 * @param series marks
 */
public record XyChart(
    String title,
    String description,
    Axis x,
    Axis y,
    List<Band> bands,
    List<Line> lines,
    List<Series> series)
    implements Chart {
  /**
   * A place.
   *
   * @param x horizontal value
   * @param y vertical value
   */
  public record Point(double x, double y) {
    /** Validates the values. */
    public Point {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IllegalArgumentException("a point must be finite: x=" + x + ", y=" + y);
      }
    }
  }

  /**
   * An area between two lines.
   *
   * @param name what it is
   * @param upper the upper line from left to right
   * @param lower the lower line from left to right
   */
  public record Band(String name, List<Point> upper, List<Point> lower) {
    /** Copies. */
    public Band {
      upper = List.copyOf(upper);
      lower = List.copyOf(lower);
    }
  }

  /**
   * A line.
   *
   * @param name what it is; empty where another line of the same kind says it
   * @param points its corners from left to right
   * @param dashed whether it is broken, as what is theoretical
   */
  public record Line(String name, List<Point> points, boolean dashed) {
    /** Copies. */
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * Marks that belong together.
   *
   * @param name what they are
   * @param marks the marks
   * @param joined whether a line joins them in order
   */
  public record Series(String name, List<Mark> marks, boolean joined) {
    /** Copies. */
    public Series {
      marks = List.copyOf(marks);
    }
  }

  /**
   * A mark.
   *
   * @param at its place
   * @param label written beside it where there is room; may be empty
   * @param tip shown when it is pointed at
   */
  public record Mark(Point at, String label, String tip) {}

  /** Copies. */
  public XyChart {
    bands = List.copyOf(bands);
    lines = List.copyOf(lines);
    series = List.copyOf(series);
  }
}
