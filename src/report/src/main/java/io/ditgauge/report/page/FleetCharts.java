package io.ditgauge.report.page;

import io.ditgauge.estimator.figures.FleetDay;
import io.ditgauge.estimator.figures.Spread;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.uncertainty.Uncertain;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.Table;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import io.ditgauge.report.chart.Axis;
import io.ditgauge.report.chart.XyChart;
import io.ditgauge.report.chart.XyChart.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How sure the fleet of a scenario is, and how busy over a day. */
final class FleetCharts {
  private static final int DIGITS = 4;
  private static final int LAST_HOUR = 23;

  private FleetCharts() {}

  private static String number(double value) {
    return Numbers.significant(value, DIGITS);
  }

  /**
   * How the draws of a figure spread.
   *
   * @param known its percentiles, as tables show them
   */
  static Section spread(Figure figure, Spread spread, Uncertain known) {
    List<Point> top = new ArrayList<>();
    List<Point> ground = new ArrayList<>();
    double highest = 0;
    for (Spread.Bin bin : spread.bins()) {
      top.add(new Point(bin.from(), 100 * bin.share()));
      top.add(new Point(bin.to(), 100 * bin.share()));
      ground.add(new Point(bin.from(), 0));
      ground.add(new Point(bin.to(), 0));
      highest = Math.max(highest, 100 * bin.share());
    }
    return Section.of(
        "spread",
        "How sure it is: " + figure.label(),
        List.of(
            "Nine in ten draws of the inputs give "
                + number(known.low())
                + " to "
                + number(known.high())
                + " "
                + figure.unit()
                + "; half of them give less than "
                + number(known.median())
                + "."),
        new XyChart(
            "Share of " + spread.draws() + " draws over " + figure.label(),
            "The higher the step, the more draws of the inputs give a result in that range; broken"
                + " lines are the percentiles.",
            Axis.logarithmic(figure.label() + ", " + figure.unit()),
            new Axis("share of the draws, %", false, OptionalDouble.of(0), OptionalDouble.empty()),
            List.of(new XyChart.Band("draws", top, ground)),
            List.of(
                new XyChart.Line("share of the draws", top, false),
                percentile("5%, 50% and 95%", known.low(), highest),
                percentile("", known.median(), highest),
                percentile("", known.high(), highest)),
            List.of()),
        DataTable.of("spread", spreadTable(figure, spread)));
  }

  private static XyChart.Line percentile(String name, double at, double highest) {
    return new XyChart.Line(name, List.of(new Point(at, 0), new Point(at, highest)), true);
  }

  private static Table spreadTable(Figure figure, Spread spread) {
    return new Table(
        "",
        List.of(
            Column.number("from, " + figure.unit()),
            Column.number("to, " + figure.unit()),
            Column.number("% of the draws")),
        spread.bins().stream()
            .map(
                bin ->
                    List.of(
                        Cell.number(number(bin.from())),
                        Cell.number(number(bin.to())),
                        Cell.number(Numbers.fixed(100 * bin.share(), 2))))
            .toList(),
        List.of());
  }

  /** The fleet over a day. */
  static Section day(FleetDay day) {
    List<XyChart.Mark> busy =
        day.hours().stream()
            .map(it -> new XyChart.Mark(new Point(it.hour(), it.busyGpus()), "", tip(it)))
            .toList();
    return Section.of(
        "day",
        "The fleet over a day",
        List.of(
            sentence(day, day.busiest()),
            sentence(day, day.quietest()),
            "Installed are "
                + day.plan().gpus()
                + " GPUs, so that "
                + day.neededGpus()
                + " are up when they are needed."),
        new XyChart(
            "GPUs that are busy, over the hours of a day",
            "The curve is the GPUs that work in each hour; the lines above are the GPUs that the"
                + " waiting time needs at the busiest hour, and with the reserve for those that"
                + " are down.",
            Axis.between("hour of the day, the busiest at 12", 0, LAST_HOUR),
            Axis.fromZero("GPUs"),
            List.of(),
            List.of(
                level("installed", day.plan().gpus(), false),
                level("needed", day.neededGpus(), true)),
            List.of(new XyChart.Series("busy", busy, true))),
        DataTable.of("day", dayTable(day)));
  }

  private static XyChart.Line level(String name, long count, boolean dashed) {
    double gpus = (double) count;
    return new XyChart.Line(name, List.of(new Point(0, gpus), new Point(LAST_HOUR, gpus)), dashed);
  }

  private static String tip(FleetDay.Hour it) {
    return "hour "
        + it.hour()
        + ": "
        + number(it.busyGpus())
        + " GPUs busy, "
        + Numbers.percent(it.busyShare())
        + "%";
  }

  private static String sentence(FleetDay day, FleetDay.Hour it) {
    return "In hour "
        + it.hour()
        + ", "
        + Numbers.percent(it.busyShare())
        + "% of the needed GPUs are busy, and "
        + late(it)
        + " of the jobs wait longer than "
        + Numbers.compact(day.waitSeconds(), DIGITS)
        + " s.";
  }

  /** A share that may be too small to be written out. */
  private static String late(FleetDay.Hour it) {
    return it.late() < 1e-6 ? "fewer than one in a million" : number(100 * it.late()) + "%";
  }

  private static Table dayTable(FleetDay day) {
    return new Table(
        "",
        List.of(
            Column.number("hour"),
            Column.number("busy GPUs"),
            Column.number("% busy"),
            Column.number("% of jobs that wait longer than " + number(day.waitSeconds()) + " s")),
        day.hours().stream()
            .map(
                it ->
                    List.of(
                        Cell.number(Integer.toString(it.hour())),
                        Cell.number(number(it.busyGpus())),
                        Cell.number(Numbers.percent(it.busyShare())),
                        Cell.number(it.late() < 1e-6 ? "0" : number(100 * it.late()))))
            .toList(),
        List.of("Queue of many servers (Erlang C); 0: fewer than one job in a million."));
  }
}
