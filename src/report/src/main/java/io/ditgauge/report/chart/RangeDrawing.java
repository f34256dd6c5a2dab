package io.ditgauge.report.chart;

import io.ditgauge.report.chart.RangeChart.Range;
import java.util.ArrayList;
import java.util.List;

/** Draws horizontal ranges. */
final class RangeDrawing {
  private static final double BAR = 16;
  private static final double GAP = 12;
  private static final double BOTTOM = 44;
  private static final double TOP = 8;
  private static final double THINNEST = 4;
  private static final double RIGHT = 24;

  private RangeDrawing() {}

  static Drawing draw(RangeChart chart, Size size) {
    Svg svg = new Svg();
    RowLabels labels = RowLabels.of(chart.ranges().stream().map(Range::label).toList(), size);
    double step = labels.above() + BAR + GAP;
    double bottom = TOP + chart.ranges().size() * step;
    AxisScale x = AxisScale.of(chart.axis(), ends(chart), labels.width(), size.width() - RIGHT);
    Frame frame = new Frame(x, new AxisScale(false, 0, 1, bottom, TOP));
    frame.drawHorizontal(svg, chart.axis().title());
    chart.middle().ifPresent(value -> middle(svg, x.at(value), bottom));
    for (int i = 0; i < chart.ranges().size(); i++) {
      Range range = chart.ranges().get(i);
      double top = TOP + i * step;
      labels.write(svg, range.label(), top, top + BAR / 2 + 4);
      bar(svg, x, range, top + labels.above());
    }
    return new Drawing(svg, size.width(), bottom + BOTTOM);
  }

  private static void middle(Svg svg, double at, double bottom) {
    String d = "M" + Svg.number(at) + " " + Svg.number(TOP) + "V" + Svg.number(bottom);
    svg.empty("path", "class", "roof", "d", d).line();
  }

  private static List<Double> ends(RangeChart chart) {
    List<Double> ends = new ArrayList<>();
    for (Range range : chart.ranges()) {
      ends.add(range.low());
      ends.add(range.high());
    }
    chart.middle().ifPresent(ends::add);
    return ends;
  }

  private static void bar(Svg svg, AxisScale x, Range range, double y) {
    double left = x.at(range.low());
    double exact = x.at(range.high()) - left;
    double width = Math.max(THINNEST, exact);
    svg.open(
            "rect",
            "class",
            "m f0",
            "x",
            left - (width - exact) / 2,
            "y",
            y,
            "width",
            width,
            "height",
            BAR)
        .text("title", range.tip())
        .close("rect")
        .line();
  }
}
