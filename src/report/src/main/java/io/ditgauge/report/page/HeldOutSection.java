package io.ditgauge.report.page;

import io.ditgauge.estimator.figures.HeldOutFigures;
import io.ditgauge.estimator.heldout.HeldOutCase;
import io.ditgauge.estimator.heldout.HeldOutSummary;
import io.ditgauge.report.HeldOutReport;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.chart.Axis;
import io.ditgauge.report.chart.XyChart;
import io.ditgauge.report.chart.XyChart.Line;
import io.ditgauge.report.chart.XyChart.Mark;
import io.ditgauge.report.chart.XyChart.Point;
import io.ditgauge.report.chart.XyChart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whole models that a calibration predicted before they were measured on its machine. */
final class HeldOutSection {
  private static final String ID = "held-out";
  private static final int DIGITS = 3;

  private HeldOutSection() {}

  /** The section; absent where nothing was measured yet. */
  static Optional<Section> of(HeldOutReport report) {
    HeldOutFigures figures = HeldOutFigures.of(report.suite());
    return figures.all().map(all -> section(report, figures, all));
  }

  private static Section section(HeldOutReport report, HeldOutFigures figures, HeldOutSummary all) {
    DataTable cases = new DataTable(ID, DataTable.untitled(report.table()), report.csv());
    return new Section(
        ID,
        "Whole models, predicted before they were measured",
        List.of(typical(all), furthest(figures.furthest())),
        Optional.of(new Section.Figure(chart(figures), cases)),
        List.of(DataTable.of("held-out-errors", report.summary())));
  }

  private static String typical(HeldOutSummary all) {
    return "Of "
        + all.cases()
        + (all.cases() == 1 ? " forward pass" : " forward passes")
        + " that no rate was fitted to, half are within "
        + Numbers.significant(all.median(), DIGITS)
        + " of the measured time and nine in ten within "
        + Numbers.significant(all.p90(), DIGITS)
        + ", as |ln predicted/measured|, where 0.1 is 10.5% off; the 90% interval holds "
        + Numbers.percent(all.coverage())
        + "% of them.";
  }

  private static String furthest(HeldOutCase it) {
    return "Furthest off is " + tip(it) + ".";
  }

  private static XyChart chart(HeldOutFigures figures) {
    Diagonal diagonal = new Diagonal(figures.leastSeconds(), figures.mostSeconds());
    return new XyChart(
        "Predicted over measured seconds of whole models",
        "Each mark is a forward pass; on the diagonal the prediction is right. Bands: within 10%"
            + " and within 25%.",
        Axis.logarithmic("measured, s"),
        Axis.logarithmic("predicted, s"),
        diagonal.bands(),
        List.of(new Line("as measured", diagonal.times(1), false)),
        series(figures));
  }

  private static List<Series> series(HeldOutFigures figures) {
    List<Series> series = new ArrayList<>();
    figures
        .groups()
        .forEach(
            (name, cases) ->
                series.add(
                    new Series(name, cases.stream().map(HeldOutSection::mark).toList(), false)));
    return series;
  }

  private static Mark mark(HeldOutCase it) {
    return new Mark(new Point(it.measuredSeconds(), it.predictedSeconds()), "", tip(it));
  }

  private static String tip(HeldOutCase it) {
    return it.key()
        + ": predicted "
        + Numbers.significant(it.predictedSeconds(), DIGITS)
        + " s, measured "
        + Numbers.significant(it.measuredSeconds(), DIGITS)
        + " s"
        + (it.extrapolated() ? ", extrapolated" : "");
  }
}
