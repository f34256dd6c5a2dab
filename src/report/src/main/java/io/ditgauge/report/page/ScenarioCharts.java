package io.ditgauge.report.page;

import io.ditgauge.estimator.figures.ScenarioFigures;
import io.ditgauge.estimator.figures.ScenarioFigures.BreakEven;
import io.ditgauge.estimator.figures.ScenarioFigures.Case;
import io.ditgauge.estimator.figures.ScenarioFigures.OutputWork;
import io.ditgauge.estimator.figures.ScenarioFigures.Platform;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.Table;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import io.ditgauge.report.chart.Axis;
import io.ditgauge.report.chart.BarChart;
import io.ditgauge.report.chart.RangeChart;
import io.ditgauge.report.chart.XyChart;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The charts of the article, made of a scenario. */
final class ScenarioCharts {
  private static final int DIGITS = 4;

  private ScenarioCharts() {}

  /** The sections that there are data for. */
  static List<Section> sections(ScenarioFigures figures) {
    List<Section> sections = new ArrayList<>(breakEvens(figures.breakEvens()));
    sections.add(outputs(figures.outputs()));
    if (!figures.platforms().isEmpty()) {
      sections.add(platforms(figures.platforms()));
    }
    return sections;
  }

  /** Training against inference. */
  static List<Section> breakEvens(List<BreakEven> all) {
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      sections.add(breakEven(all.get(i), "break-even-" + (i + 1)));
    }
    return sections;
  }

  private static String number(double value) {
    return Numbers.significant(value, DIGITS);
  }

  private static Section breakEven(BreakEven of, String id) {
    return Section.of(
        id,
        "Training against inference: " + of.name(),
        List.of(
            "Inference of "
                + of.name()
                + " has taken as much compute as its training after "
                + of.cases().stream()
                    .map(it -> number(it.outputs().value()) + plural(it.outputs()) + data(it))
                    .collect(Collectors.joining(" and "))
                + "."),
        new XyChart(
            "Compute of training and of inference over outputs, " + of.name(),
            "Inference adds up along the rising line; each level line is a training, and they meet"
                + " at the break-even. Both axes are logarithmic.",
            Axis.logarithmic("outputs so far," + plural(of.cases().get(0).outputs())),
            Axis.logarithmic("compute, FLOP"),
            List.of(),
            List.of(),
            series(of)),
        DataTable.of(id, breakEvenTable(of)));
  }

  private static String plural(Figure outputs) {
    return " " + outputs.unit() + "s";
  }

  private static String data(Case of) {
    String name = name(of);
    return name.equals("training") ? "" : " (" + name.substring("training, ".length()) + ")";
  }

  private static String name(Case of) {
    String id = of.training().id();
    return id.startsWith("training.flops.")
        ? "training, " + id.substring("training.flops.".length()) + " data"
        : "training";
  }

  private static List<XyChart.Series> series(BreakEven of) {
    List<XyChart.Series> series = new ArrayList<>();
    series.add(
        line(
            "inference",
            new XyChart.Point(of.fromOutputs(), of.fromFlops()),
            new XyChart.Point(of.toOutputs(), of.toFlops())));
    List<XyChart.Mark> marks = new ArrayList<>();
    for (Case it : of.cases()) {
      double flops = it.training().value();
      series.add(
          line(
              name(it),
              new XyChart.Point(of.fromOutputs(), flops),
              new XyChart.Point(of.toOutputs(), flops)));
      String outputs = number(it.outputs().value());
      marks.add(
          new XyChart.Mark(
              new XyChart.Point(it.outputs().value(), flops),
              outputs,
              name(it) + ": " + outputs + plural(it.outputs()) + ", " + number(flops) + " FLOP"));
    }
    series.add(new XyChart.Series("break-even", marks, false));
    return series;
  }

  private static XyChart.Series line(String name, XyChart.Point from, XyChart.Point to) {
    return new XyChart.Series(name, List.of(end(name, from), end(name, to)), true);
  }

  private static XyChart.Mark end(String name, XyChart.Point at) {
    return new XyChart.Mark(
        at, "", name + ": " + number(at.y()) + " FLOP after " + number(at.x()) + " outputs");
  }

  private static Table breakEvenTable(BreakEven of) {
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(row(of.output()));
    for (Case it : of.cases()) {
      rows.add(row(it.training()));
      rows.add(row(it.outputs()));
    }
    return new Table("", columns(), rows, List.of());
  }

  private static List<Column> columns() {
    return List.of(
        Column.text("figure"),
        Column.text("quantity"),
        Column.number("value"),
        Column.text("unit"),
        Column.text("source"));
  }

  private static List<Cell> row(Figure figure) {
    return List.of(
        Cell.text(figure.id()),
        Cell.text(figure.label()),
        Cell.number(number(figure.value())),
        Cell.text(figure.unit()),
        Origin.badge(figure));
  }

  private static Section outputs(List<OutputWork> outputs) {
    OutputWork least = outputs.get(0);
    OutputWork own =
        outputs.stream()
            .filter(it -> it.figure().equals("serving.flops"))
            .findFirst()
            .orElseThrow();
    return Section.of(
        "outputs",
        "Compute of an output",
        List.of(
            "An output of this scenario takes "
                + number(own.flops())
                + " FLOP"
                + (least.equals(own)
                    ? ", the least shown here."
                    : ": "
                        + number(least.times())
                        + " times the least shown here, a "
                        + least.name()
                        + ".")),
        new RangeChart(
            "Compute of one output, by model",
            "Each mark is the compute of one output on a logarithmic axis; models are at the size"
                + " they are published for.",
            Axis.logarithmic("compute of one output, FLOP"),
            OptionalDouble.of(own.flops()),
            outputs.stream()
                .map(
                    it ->
                        new RangeChart.Range(
                            it.name(),
                            it.flops(),
                            it.flops(),
                            it.name() + ": " + number(it.flops()) + " FLOP, " + it.origin()))
                .toList()),
        DataTable.of("outputs", outputsTable(outputs)));
  }

  private static Table outputsTable(List<OutputWork> outputs) {
    return new Table(
        "",
        List.of(
            Column.text("output"),
            Column.number("FLOP"),
            Column.number("in one output of this scenario"),
            Column.text("source")),
        outputs.stream()
            .map(
                it ->
                    List.of(
                        Cell.text(it.name()),
                        Cell.number(number(it.flops())),
                        Cell.number(number(it.times())),
                        it.figure().isEmpty()
                            ? Cell.text("counted: " + it.origin())
                            : Cell.leading("figure", Origin.part(it.figure()))))
            .toList(),
        List.of());
  }

  private static Section platforms(List<Platform> platforms) {
    return Section.of(
        "platforms",
        "Fleet by platform",
        platforms.stream()
            .map(
                it ->
                    it.name()
                        + " needs "
                        + number(it.averageGpus())
                        + " GPUs at the average load and "
                        + number(it.peakGpus())
                        + " at the peak.")
            .toList(),
        new BarChart(
            "GPUs for each platform, at average and at peak load",
            "Two bars for each platform: GPUs that are busy at the average load, and GPUs at the"
                + " peak with all factors of the scenario.",
            Axis.fromZero("GPUs"),
            List.of("average load", "peak load"),
            platforms.stream()
                .map(
                    it -> new BarChart.Bar(it.name(), List.of(it.averageGpus(), it.peakGpus()), ""))
                .toList(),
            false),
        DataTable.of("platforms", platformsTable(platforms)));
  }

  private static Table platformsTable(List<Platform> platforms) {
    return new Table(
        "",
        List.of(
            Column.text("platform"),
            Column.number("generated each day"),
            Column.text("unit"),
            Column.number("GPUs, average load"),
            Column.number("GPUs, peak load"),
            Column.text("source")),
        platforms.stream()
            .map(
                it ->
                    List.of(
                        Cell.text(it.name()),
                        Cell.number(number(it.generated().value())),
                        Cell.text(it.generated().unit()),
                        Cell.number(number(it.averageGpus())),
                        Cell.number(number(it.peakGpus())),
                        Origin.badge(it.generated())))
            .toList(),
        List.of());
  }
}
