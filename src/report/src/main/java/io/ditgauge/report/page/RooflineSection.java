package io.ditgauge.report.page;

import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.figures.MeasuredRoofline;
import io.ditgauge.estimator.figures.MeasuredRoofline.Roof;
import io.ditgauge.report.CsvTables;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.Table;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import io.ditgauge.report.chart.Axis;
import io.ditgauge.report.chart.XyChart;
import io.ditgauge.report.chart.XyChart.Line;
import io.ditgauge.report.chart.XyChart.Mark;
import io.ditgauge.report.chart.XyChart.Point;
import io.ditgauge.report.chart.XyChart.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ops as points under the roofs of a device at an element type. */
final class RooflineSection {
  private static final double GIGA = 1e9;
  private static final int DIGITS = 4;

  /** How far roofs go beyond the points. */
  private static final double MARGIN = 2;

  private RooflineSection() {}

  static Section of(MeasuredRoofline roofline) {
    String where = roofline.dtype() + " on " + roofline.device();
    return Section.of(
        Slugs.of("roofline-" + roofline.device() + "-" + roofline.dtype()),
        "Roofline, " + where,
        List.of(takeaway(roofline)),
        new XyChart(
            "Achieved rate over arithmetic intensity, " + where,
            description(roofline),
            Axis.logarithmic("arithmetic intensity, FLOP/byte"),
            Axis.logarithmic("rate, GFLOP/s"),
            List.of(),
            roofline.roofs().stream().map(roof -> line(roof, roofline)).toList(),
            series(roofline)),
        data(roofline));
  }

  private static String takeaway(MeasuredRoofline roofline) {
    Comparator<MeasuredRoofline.Point> order =
        Comparator.comparingDouble(MeasuredRoofline.Point::ofRoof);
    MeasuredRoofline.Point worst = roofline.points().stream().min(order).orElseThrow();
    List<MeasuredRoofline.Point> under =
        roofline.points().stream().filter(it -> it.ofRoof() < 1).toList();
    long above = roofline.points().stream().filter(it -> it.ofRoof() > 1).count();
    MeasuredRoofline.Point best = under.stream().max(order).orElse(worst);
    long compute =
        roofline.points().stream().filter(it -> it.rate().bound().equals(Rate.COMPUTE)).count();
    return compute
        + " of "
        + roofline.points().size()
        + " ops are bound by compute at "
        + roofline.dtype()
        + "; "
        + name(worst)
        + " is furthest under the measured roof ("
        + Numbers.percent(worst.ofRoof())
        + "% of it), "
        + name(best)
        + " nearest ("
        + Numbers.percent(best.ofRoof())
        + "%)."
        + (above == 0
            ? ""
            : " "
                + above
                + (above == 1 ? " is" : " are")
                + " above it: within the caches, or measured in a better moment than the roof.");
  }

  private static String name(MeasuredRoofline.Point point) {
    return point.rate().label() + " on " + point.rate().backend();
  }

  private static String description(MeasuredRoofline roofline) {
    Roof roof = roofline.roofs().get(0);
    return "Each mark is an op. Measured roof: the best copy, "
        + Numbers.significant(roof.bytesPerSecond() / GIGA, DIGITS)
        + " GB/s, up to "
        + Numbers.significant(roof.ridge(), 3)
        + " FLOP/byte, then the best matrix product, "
        + Numbers.significant(roof.flopsPerSecond() / GIGA, DIGITS)
        + " GFLOP/s."
        + (roofline.roofs().size() > 1
            ? " Theoretical peak: "
                + Numbers.significant(roofline.roofs().get(1).flopsPerSecond() / GIGA, DIGITS)
                + " GFLOP/s, over the same copy."
            : " No theoretical peak is known.")
        + " Bytes are compulsory traffic; what stays in cache may lie above the slope.";
  }

  private static Line line(Roof roof, MeasuredRoofline roofline) {
    double least =
        roofline.points().stream()
                .mapToDouble(MeasuredRoofline.Point::flopsPerByte)
                .min()
                .orElseThrow()
            / MARGIN;
    double most =
        roofline.points().stream()
                .mapToDouble(MeasuredRoofline.Point::flopsPerByte)
                .max()
                .orElseThrow()
            * MARGIN;
    List<Point> corners = new ArrayList<>();
    corners.add(new Point(least, roof.at(least) / GIGA));
    if (roof.ridge() > least && roof.ridge() < most) {
      corners.add(new Point(roof.ridge(), roof.flopsPerSecond() / GIGA));
    }
    corners.add(new Point(most, roof.at(most) / GIGA));
    return new Line(
        roof.name() + " " + Numbers.significant(roof.flopsPerSecond() / GIGA, DIGITS) + " GFLOP/s",
        corners,
        !roof.name().equals("measured"));
  }

  private static List<Series> series(MeasuredRoofline roofline) {
    Map<String, List<Mark>> marks = new LinkedHashMap<>();
    Set<String> named = new HashSet<>();
    for (MeasuredRoofline.Point point : roofline.points()) {
      Rate rate = point.rate();
      boolean first = named.add(rate.label());
      marks
          .computeIfAbsent(rate.backend(), backend -> new ArrayList<>())
          .add(
              new Mark(
                  new Point(point.flopsPerByte(), rate.flopsPerSecond() / GIGA),
                  first ? rate.label() : "",
                  tip(point)));
    }
    List<Series> series = new ArrayList<>();
    marks.forEach((backend, of) -> series.add(new Series(backend, of, false)));
    return series;
  }

  private static String tip(MeasuredRoofline.Point point) {
    Rate rate = point.rate();
    return name(point)
        + ", "
        + rate.op().toOp().shape()
        + ": "
        + Numbers.significant(rate.flopsPerSecond() / GIGA, DIGITS)
        + " GFLOP/s, "
        + Numbers.percent(point.ofRoof())
        + "% of the measured roof";
  }

  private static DataTable data(MeasuredRoofline roofline) {
    List<List<Cell>> rows = new ArrayList<>();
    List<List<Cell>> exact = new ArrayList<>();
    for (MeasuredRoofline.Point point : roofline.points()) {
      Rate rate = point.rate();
      List<Cell> names =
          List.of(
              Cell.text(rate.label()),
              Cell.text(rate.backend()),
              Cell.text(rate.op().toOp().shape()));
      List<Cell> row = new ArrayList<>(names);
      row.add(Cell.number(Numbers.significant(point.flopsPerByte(), DIGITS)));
      row.add(Cell.number(Numbers.significant(rate.flopsPerSecond() / GIGA, DIGITS)));
      row.add(Cell.number(Numbers.percent(point.ofRoof())));
      row.add(Cell.text(rate.bound()));
      rows.add(row);
      List<Cell> digits = new ArrayList<>(names);
      digits.add(Cell.number(Numbers.exact(point.flopsPerByte())));
      digits.add(Cell.number(Numbers.exact(rate.flopsPerSecond())));
      digits.add(Cell.number(Numbers.exact(point.ofRoof())));
      digits.add(Cell.text(rate.bound()));
      exact.add(digits);
    }
    List<Column> names = List.of(Column.text("op"), Column.text("backend"), Column.text("shape"));
    return new DataTable(
        Slugs.of("roofline-" + roofline.device() + "-" + roofline.dtype()),
        new Table(
            "", columns(names, "FLOP/byte", "GFLOP/s", "% of measured roof"), rows, List.of()),
        CsvTables.csv(
            new Table(
                "", columns(names, "flopsPerByte", "flopsPerSecond", "ofRoof"), exact, List.of())));
  }

  private static List<Column> columns(List<Column> names, String... numbers) {
    List<Column> columns = new ArrayList<>(names);
    for (String number : numbers) {
      columns.add(Column.number(number));
    }
    columns.add(Column.text("bound"));
    return columns;
  }
}
