package io.ditgauge.report.chart;

import io.ditgauge.report.chart.XyChart.Line;
import io.ditgauge.report.chart.XyChart.Mark;
import io.ditgauge.report.chart.XyChart.Point;
import io.ditgauge.report.chart.XyChart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Draws marks, lines and bands. */
final class XyDrawing {
  private static final double LEFT = 58;
  private static final double RIGHT = 14;
  private static final double BOTTOM = 44;
  private static final double ABOVE = 26;

  private final XyChart chart;
  private final Size size;
  private final Svg svg = new Svg();

  private XyDrawing(XyChart chart, Size size) {
    this.chart = chart;
    this.size = size;
  }

  static Drawing draw(XyChart chart, Size size) {
    return new XyDrawing(chart, size).draw();
  }

  private Drawing draw() {
    double legend = legend().draw(svg, size.width());
    double height = legend + size.height();
    Frame frame =
        new Frame(
            AxisScale.of(chart.x(), values(Point::x), LEFT, size.width() - RIGHT),
            AxisScale.of(chart.y(), values(Point::y), height - BOTTOM, legend + ABOVE));
    for (int i = 0; i < chart.bands().size(); i++) {
      band(frame, chart.bands().get(i), i);
    }
    frame.draw(svg, chart.x().title(), chart.y().title());
    for (Line line : chart.lines()) {
      path(frame, line.points(), line.dashed() ? "roof dash" : "roof");
    }
    marks(frame);
    return new Drawing(svg, size.width(), height);
  }

  private Legend legend() {
    Legend legend = new Legend();
    for (int i = 0; i < chart.series().size(); i++) {
      legend.mark(chart.series().get(i).name(), i);
    }
    chart.lines().stream()
        .filter(line -> !line.name().isEmpty())
        .forEach(line -> legend.line(line.name(), line.dashed()));
    for (int i = 0; i < chart.bands().size(); i++) {
      legend.band(chart.bands().get(i).name(), i);
    }
    return legend;
  }

  /** Marks and lines decide what is shown; bands only fill it. */
  private List<Double> values(ToDoubleFunction<Point> coordinate) {
    List<Double> result = new ArrayList<>();
    for (Series series : chart.series()) {
      series.marks().forEach(mark -> result.add(coordinate.applyAsDouble(mark.at())));
    }
    for (Line line : chart.lines()) {
      line.points().forEach(point -> result.add(coordinate.applyAsDouble(point)));
    }
    return result;
  }

  private void band(Frame frame, XyChart.Band band, int index) {
    StringBuilder d = new StringBuilder();
    for (Point point : band.upper()) {
      d.append(d.length() == 0 ? "M" : "L").append(place(frame, point));
    }
    for (int i = band.lower().size() - 1; i >= 0; i--) {
      d.append("L").append(place(frame, band.lower().get(i)));
    }
    svg.empty("path", "class", "band b" + index, "d", d.append("z")).line();
  }

  private void path(Frame frame, List<Point> points, String style) {
    StringBuilder d = new StringBuilder();
    for (Point point : points) {
      d.append(d.length() == 0 ? "M" : "L").append(place(frame, point));
    }
    svg.empty("path", "class", style, "d", d).line();
  }

  private static String place(Frame frame, Point point) {
    return Svg.number(frame.x().at(frame.x().inside(point.x())))
        + " "
        + Svg.number(frame.y().at(frame.y().inside(point.y())));
  }

  private void marks(Frame frame) {
    Labels labels =
        new Labels(new Labels.Box(frame.left(), frame.top(), frame.right(), frame.bottom()));
    chart.lines().forEach(line -> avoid(labels, frame, line.points()));
    chart.series().stream()
        .filter(Series::joined)
        .forEach(it -> avoid(labels, frame, it.marks().stream().map(Mark::at).toList()));
    for (int i = 0; i < chart.series().size(); i++) {
      Series series = chart.series().get(i);
      if (series.joined() && series.marks().size() > 1) {
        path(frame, series.marks().stream().map(Mark::at).toList(), "join s" + Marks.color(i));
      }
      for (Mark mark : series.marks()) {
        double x = frame.x().at(mark.at().x());
        double y = frame.y().at(mark.at().y());
        Marks.draw(svg, i, x, y, mark.tip());
        labels.avoid(x, y);
      }
    }
    for (Series series : chart.series()) {
      for (Mark mark : series.marks()) {
        if (!mark.label().isEmpty()) {
          labels.write(
              svg,
              Svg.fitted(mark.label(), frame.right() - frame.left()),
              frame.x().at(mark.at().x()),
              frame.y().at(mark.at().y()));
        }
      }
    }
  }

  private static void avoid(Labels labels, Frame frame, List<Point> line) {
    for (int i = 1; i < line.size(); i++) {
      labels.avoidLine(pixels(frame, line.get(i - 1)), pixels(frame, line.get(i)));
    }
  }

  private static double[] pixels(Frame frame, Point point) {
    return new double[] {frame.x().at(point.x()), frame.y().at(point.y())};
  }
}
