package io.ditgauge.report.chart;

import java.util.List;

/** The shapes and colours of series. */
final class Marks {
  /** Colours there are; the shape goes on changing after them. */
  static final int COLORS = 8;

  /** Paths around 0, 0, about nine pixels wide. */
  private static final List<String> SHAPES =
      List.of(
          "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z",
          "M-4 -4h8v8h-8z",
          "M0 -5.5L5.5 0L0 5.5L-5.5 0z",
          "M0 -5L5 4.5H-5z",
          "M0 5L5 -4.5H-5z",
          "M-5 -2h3v-3h4v3h3v4h-3v3h-4v-3h-3z",
          "M-4.7 -2.7L0 -5.4L4.7 -2.7V2.7L0 5.4L-4.7 2.7z",
          "M0 -5.5L1.6 -1.7H5.2L2.4 0.8L3.4 4.6L0 2.4L-3.4 4.6L-2.4 0.8L-5.2 -1.7H-1.6z",
          "M-5 -1.5h10v3h-10z");

  private Marks() {}

  static int color(int index) {
    return index % COLORS;
  }

  /** Draws the mark of a series. */
  static void draw(Svg svg, int index, double x, double y) {
    svg.empty("path", "class", "m f" + color(index), "transform", place(x, y), "d", shape(index));
  }

  /** Draws a mark that tells something when pointed at. */
  static void draw(Svg svg, int index, double x, double y, String tip) {
    svg.open("path", "class", "m f" + color(index), "transform", place(x, y), "d", shape(index))
        .text("title", tip)
        .close("path")
        .line();
  }

  private static String shape(int index) {
    return SHAPES.get(index % SHAPES.size());
  }

  private static String place(double x, double y) {
    return "translate(" + Svg.number(x) + " " + Svg.number(y) + ")";
  }
}
