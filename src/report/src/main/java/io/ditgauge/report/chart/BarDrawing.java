package io.ditgauge.report.chart;

import io.ditgauge.report.Numbers;
import io.ditgauge.report.chart.BarChart.Bar;
import java.util.ArrayList;
import java.util.List;

/** Draws horizontal bars. */
final class BarDrawing {
  private static final double BAR = 20;
  private static final double THIN = 9;
  private static final double GAP = 12;
  private static final double BOTTOM = 44;
  private static final double NOTE = 76;
  private static final int DIGITS = 4;

  private final BarChart chart;
  private final Size size;
  private final Svg svg = new Svg();
  private final RowLabels labels;

  private BarDrawing(BarChart chart, Size size) {
    this.chart = chart;
    this.size = size;
    this.labels = RowLabels.of(chart.bars().stream().map(Bar::label).toList(), size);
  }

  static Drawing draw(BarChart chart, Size size) {
    return new BarDrawing(chart, size).draw();
  }

  private Drawing draw() {
    Legend legend = new Legend();
    for (int i = 0; i < chart.parts().size() && chart.parts().size() > 1; i++) {
      legend.part(chart.parts().get(i), i);
    }
    double top = legend.draw(svg, size.width()) + 6;
    double bottom = top + chart.bars().size() * (labels.above() + thickness() + GAP);
    boolean noted = chart.bars().stream().anyMatch(bar -> !bar.note().isEmpty());
    AxisScale x =
        AxisScale.of(chart.axis(), ends(), labels.width(), size.width() - (noted ? NOTE : 20));
    Frame frame = new Frame(x, new AxisScale(false, 0, 1, bottom, top));
    frame.drawHorizontal(svg, chart.axis().title());
    for (int i = 0; i < chart.bars().size(); i++) {
      bar(frame, chart.bars().get(i), top + i * (labels.above() + thickness() + GAP));
    }
    return new Drawing(svg, size.width(), bottom + BOTTOM);
  }

  private double thickness() {
    return chart.stacked() ? BAR : THIN * chart.parts().size();
  }

  private List<Double> ends() {
    List<Double> result = new ArrayList<>();
    for (Bar bar : chart.bars()) {
      if (chart.stacked()) {
        result.add(bar.values().stream().mapToDouble(Double::doubleValue).sum());
      } else {
        result.addAll(bar.values());
      }
    }
    return result;
  }

  private void bar(Frame frame, Bar bar, double top) {
    double first = top + labels.above();
    double middle = first + thickness() / 2 + 4;
    labels.write(svg, bar.label(), top, middle);
    double from = 0;
    for (int i = 0; i < bar.values().size(); i++) {
      double value = bar.values().get(i);
      double y = chart.stacked() ? first : first + i * THIN;
      if (value > 0) {
        rectangle(frame, i, new double[] {from, from + value}, y, tip(bar, i));
      }
      from += chart.stacked() ? value : 0;
    }
    if (!bar.note().isEmpty()) {
      svg.text("text", bar.note(), "class", "name", "x", frame.x().at(from) + 6, "y", middle);
    }
    svg.line();
  }

  private String tip(Bar bar, int part) {
    return bar.label()
        + ", "
        + chart.parts().get(part)
        + ": "
        + Numbers.significant(bar.values().get(part), DIGITS)
        + " ("
        + chart.axis().title()
        + ")";
  }

  private void rectangle(Frame frame, int part, double[] values, double y, String tip) {
    double left = frame.x().at(values[0]);
    double right = frame.x().at(frame.x().inside(values[1]));
    svg.open(
            "rect",
            "class",
            "m f" + Marks.color(part),
            "x",
            left,
            "y",
            y,
            "width",
            Math.max(0.5, right - left),
            "height",
            chart.stacked() ? BAR : THIN - 1)
        .text("title", tip)
        .close("rect")
        .line();
  }
}
