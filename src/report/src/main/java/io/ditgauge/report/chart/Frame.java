package io.ditgauge.report.chart;

/**
 * The rectangle that values are drawn in, with its axes.
 *
 * @param x horizontal scale
 * @param y vertical scale
 */
record Frame(AxisScale x, AxisScale y) {
  private static final double LABEL_HEIGHT = 40;
  private static final double LABEL_WIDTH = 64;

  double left() {
    return x.start();
  }

  double right() {
    return x.end();
  }

  double top() {
    return y.end();
  }

  double bottom() {
    return y.start();
  }

  /** Draws the grid, its labels and the titles of the axes. */
  void draw(Svg svg, String horizontal, String vertical) {
    for (double tick : x.ticks(LABEL_WIDTH)) {
      double at = x.at(tick);
      vertical(svg, at);
      svg.text(
              "text",
              AxisScale.label(tick),
              "class",
              "tick",
              "x",
              at,
              "y",
              bottom() + 17,
              "text-anchor",
              "middle")
          .line();
    }
    for (double tick : y.ticks(LABEL_HEIGHT)) {
      double at = y.at(tick);
      svg.empty(
          "path",
          "class",
          "grid",
          "d",
          "M" + Svg.number(left()) + " " + Svg.number(at) + "H" + Svg.number(right()));
      svg.text(
              "text",
              AxisScale.label(tick),
              "class",
              "tick",
              "x",
              left() - 7,
              "y",
              at + 4,
              "text-anchor",
              "end")
          .line();
    }
    svg.text("text", vertical, "class", "axis", "x", 4.0, "y", top() - 10).line();
    title(svg, horizontal);
  }

  /** Draws the vertical lines and labels alone, for bars. */
  void drawHorizontal(Svg svg, String horizontal) {
    for (double tick : x.ticks(LABEL_WIDTH)) {
      vertical(svg, x.at(tick));
      svg.text(
              "text",
              AxisScale.label(tick),
              "class",
              "tick",
              "x",
              x.at(tick),
              "y",
              bottom() + 17,
              "text-anchor",
              "middle")
          .line();
    }
    title(svg, horizontal);
  }

  private void vertical(Svg svg, double at) {
    svg.empty(
        "path",
        "class",
        "grid",
        "d",
        "M" + Svg.number(at) + " " + Svg.number(top()) + "V" + Svg.number(bottom()));
  }

  private void title(Svg svg, String horizontal) {
    svg.text(
            "text",
            Svg.fitted(horizontal, right() - 4),
            "class",
            "axis",
            "x",
            right(),
            "y",
            bottom() + 36,
            "text-anchor",
            "end")
        .line();
  }
}
