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
  private static final double LABEL_MARGIN = 26;
  private static final double LABEL_SHARE = 0.5;
  private static final double THINNEST = 4;
  private static final double RIGHT = 24;

  private RangeDrawing() {}

  static Drawing draw(RangeChart chart, Size size) {
    Svg svg = new Svg();
    double above = size.isNarrow() ? Svg.LINE : 0;
    double step = above + BAR + GAP;
    double bottom = TOP + chart.ranges().size() * step;
    double labels = labels(chart, size);
    AxisScale x = AxisScale.of(chart.axis(), ends(chart), labels, size.width() - RIGHT);
    Frame frame = new Frame(x, new AxisScale(false, 0, 1, bottom, TOP));
    frame.drawHorizontal(svg, chart.axis().title());
    chart
        .middle()
        .ifPresent(
            value ->
                svg.empty(
                        "path",
                        "class",
                        "roof",
                        "d",
                        "M"
                            + Svg.number(x.at(value))
                            + " "
                            + Svg.number(TOP)
                            + "V"
                            + Svg.number(bottom))
                    .line());
    for (int i = 0; i < chart.ranges().size(); i++) {
      Range range = chart.ranges().get(i);
      double top = TOP + i * step;
      if (size.isNarrow()) {
        svg.text(
            "text",
            Svg.fitted(range.label(), size.width() - 16),
            "class",
            "name",
            "x",
            8.0,
            "y",
            top + 11);
      } else {
        svg.text(
            "text",
            Svg.fitted(range.label(), labels - 12),
            "x",
            labels - 8,
            "y",
            top + BAR / 2 + 4,
            "text-anchor",
            "end");
      }
      bar(svg, x, range, top + above);
    }
    return new Drawing(svg, size.width(), bottom + BOTTOM);
  }

  private static double labels(RangeChart chart, Size size) {
    double longest =
        chart.ranges().stream().mapToDouble(it -> Svg.width(it.label())).max().orElse(0);
    return size.isNarrow() ? 8 : Math.min(LABEL_SHARE * size.width(), LABEL_MARGIN + longest);
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
