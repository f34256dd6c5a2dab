package io.ditgauge.report.page;

import io.ditgauge.estimator.figures.AblationFigures;
import io.ditgauge.estimator.figures.ValidationFigures;
import io.ditgauge.estimator.validation.RowResult;
import io.ditgauge.estimator.validation.ValidationSummary;
import io.ditgauge.report.AblationReport;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.Table;
import io.ditgauge.report.ValidationReport;
import io.ditgauge.report.chart.Axis;
import io.ditgauge.report.chart.BarChart;
import io.ditgauge.report.chart.XyChart;
import io.ditgauge.report.chart.XyChart.Line;
import io.ditgauge.report.chart.XyChart.Mark;
import io.ditgauge.report.chart.XyChart.Point;
import io.ditgauge.report.chart.XyChart.Series;
import io.ditgauge.report.page.Page.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The page of a validation: predicted against published times, and what each part is worth. */
public final class ValidationPage {
  private static final String NOT_SCORED = "no";
  private static final int DIGITS = 3;

  private ValidationPage() {}

  /**
   * The page.
   *
   * @param results every row with its prediction
   * @param ablations errors with something left out, of the same rows
   */
  public static Page of(List<RowResult> results, AblationFigures ablations) {
    ValidationFigures figures = ValidationFigures.of(results);
    ValidationReport report = new ValidationReport(results, ValidationSummary.of(results));
    return new Page(
        "validation",
        "Predicted against published times",
        List.of(
            "Times of whole models that were published, each predicted from the op list of the"
                + " model and the rates of the card. No time of a whole model entered the rates."),
        facts(results, figures),
        List.of(
            scatter(figures, report, ablations.groups()),
            ratios(figures, report, ablations.groups()),
            ablation(ablations),
            summary(report, ablations.groups()),
            Section.of(
                "rows",
                "All rows",
                List.of(
                    results.size()
                        + " rows, of which "
                        + figures.scored().size()
                        + " are scored; the flag says why one is not."),
                new DataTable("rows", DataTable.untitled(report.table()), report.csv()))));
  }

  private static List<Fact> facts(List<RowResult> results, ValidationFigures figures) {
    return List.of(
        new Fact("rows", Integer.toString(results.size())),
        new Fact("scored", Integer.toString(figures.scored().size())),
        new Fact("within 10%", share(figures, figures.within10())),
        new Fact("within 25%", share(figures, figures.within25())),
        new Fact("within the 90% interval", share(figures, figures.covered())));
  }

  private static String share(ValidationFigures figures, int rows) {
    return rows + " (" + Numbers.percent(figures.share(rows)) + "%)";
  }

  private static Section scatter(
      ValidationFigures figures, ValidationReport report, List<String> groups) {
    List<String> takeaways = new ArrayList<>();
    takeaways.add(
        "Of "
            + figures.scored().size()
            + " scored times, "
            + share(figures, figures.within10())
            + " are predicted within 10% and "
            + share(figures, figures.within25())
            + " within 25%.");
    figures.furthest().ifPresent(it -> takeaways.add(furthest(it)));
    return Section.of(
        "scatter",
        "Predicted over published",
        takeaways,
        new XyChart(
            "Predicted over published seconds",
            "Each mark is a published time; on the diagonal the prediction is right. Bands: within"
                + " 10% and within 25%.",
            Axis.logarithmic("published, s"),
            Axis.logarithmic("predicted, s"),
            diagonal(figures).bands(),
            List.of(new Line("as published", diagonal(figures).times(1), false)),
            series(figures, groups, RowResult::predictedSeconds)),
        new DataTable("scatter", DataTable.untitled(report.table()), report.csv()));
  }

  private static String furthest(RowResult it) {
    return "Furthest off is row "
        + it.row().id()
        + ", "
        + it.row().text("model")
        + " on "
        + it.row().text("gpu")
        + ": predicted "
        + Numbers.significant(it.predictedSeconds(), DIGITS)
        + " s, published "
        + Numbers.significant(it.measuredSeconds(), DIGITS)
        + " s.";
  }

  private static Diagonal diagonal(ValidationFigures figures) {
    return new Diagonal(
        figures.predicted().stream().mapToDouble(RowResult::measuredSeconds).min().orElse(1),
        figures.predicted().stream().mapToDouble(RowResult::measuredSeconds).max().orElse(1));
  }

  /** The same with the ratio alone, where a logarithm over five decades hides the errors. */
  private static Section ratios(
      ValidationFigures figures, ValidationReport report, List<String> groups) {
    return Section.of(
        "ratios",
        "Ratio of predicted to published",
        List.of(
            "The 90% interval holds the published time of "
                + share(figures, figures.covered())
                + " scored rows."),
        new XyChart(
            "Predicted over published, by published seconds",
            "Above 1 the prediction is too slow, below 1 too fast. Bands: within 10% and within"
                + " 25%.",
            Axis.logarithmic("published, s"),
            Axis.logarithmic("predicted / published"),
            diagonal(figures).levelBands(),
            List.of(new Line("as published", diagonal(figures).level(1), false)),
            series(figures, groups, RowResult::ratio)),
        new DataTable("ratios", DataTable.untitled(report.table()), report.csv()));
  }

  private static List<Series> series(
      ValidationFigures figures, List<String> groups, ToDoubleFunction<RowResult> height) {
    List<Series> series = new ArrayList<>();
    for (String group : groups) {
      series.add(new Series(group, marks(figures, group, height), false));
    }
    List<Mark> rest = marks(figures, NOT_SCORED, height);
    if (!rest.isEmpty()) {
      series.add(new Series("not scored", rest, false));
    }
    return series;
  }

  private static List<Mark> marks(
      ValidationFigures figures, String group, ToDoubleFunction<RowResult> height) {
    return figures.predicted().stream()
        .filter(it -> it.group().equals(group))
        .map(
            it ->
                new Mark(
                    new Point(it.measuredSeconds(), height.applyAsDouble(it)),
                    "",
                    "row "
                        + it.row().id()
                        + ", "
                        + it.row().text("model")
                        + " on "
                        + it.row().text("gpu")
                        + ": predicted "
                        + Numbers.significant(it.predictedSeconds(), DIGITS)
                        + " s, published "
                        + Numbers.significant(it.measuredSeconds(), DIGITS)
                        + " s, ratio "
                        + Numbers.fixed(it.ratio(), DIGITS)))
        .toList();
  }

  private static Section summary(ValidationReport report, List<String> groups) {
    List<DataTable> tables = new ArrayList<>();
    for (Table table : report.groups()) {
      String by = table.columns().get(0).header();
      tables.add(DataTable.of(Slugs.of("by-" + by), table));
    }
    return new Section(
        "summary",
        "Summary",
        groups.stream().limit(1).map(group -> typical(report, group)).toList(),
        Optional.empty(),
        tables);
  }

  private static String typical(ValidationReport report, String group) {
    ValidationSummary.Group of = report.summary().groups().get("scored").get(group);
    return "The largest group, "
        + group
        + ", has a median error of "
        + Numbers.significant(of.median(), DIGITS)
        + " and a 90th percentile of "
        + Numbers.significant(of.p90(), DIGITS)
        + "; an error is |ln predicted/published|, and 0.1 is 10.5% off.";
  }

  private static Section ablation(AblationFigures ablations) {
    List<String> groups = ablations.groups();
    return Section.of(
        "ablation",
        "What each part is worth",
        groups.stream().limit(1).flatMap(it -> worst(ablations, it).stream()).toList(),
        new BarChart(
            "Median error with one thing left out or taken wrongly",
            "Bars of a group of scored rows, for each thing left out; longer is worse than the"
                + " first line, which leaves out nothing.",
            Axis.fromZero("median |ln predicted/published|"),
            groups,
            ablations.summaries().keySet().stream()
                .map(name -> bar(ablations, name, groups))
                .toList(),
            false),
        DataTable.of("ablation", AblationReport.table(ablations.summaries())));
  }

  private static Optional<String> worst(AblationFigures ablations, String group) {
    return ablations
        .worst(group)
        .map(
            it ->
                "Group "
                    + group
                    + " is hurt most by '"
                    + it.ablation()
                    + "': its median error becomes "
                    + Numbers.significant(it.median(), DIGITS)
                    + ", "
                    + Numbers.significant(it.times(), 2)
                    + " times as much.");
  }

  private static BarChart.Bar bar(AblationFigures ablations, String name, List<String> groups) {
    return new BarChart.Bar(
        name,
        groups.stream()
            .map(
                group -> ablations.of(name, group).map(ValidationSummary.Group::median).orElse(0.0))
            .toList(),
        "");
  }
}
