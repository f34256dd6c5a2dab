package io.ditgauge.report.page;

import io.ditgauge.estimator.figures.AttentionShare;
import io.ditgauge.estimator.figures.PredictionBreakdown;
import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.model.arch.Request;
import io.ditgauge.report.CsvTables;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.PredictionReport;
import io.ditgauge.report.Table;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import io.ditgauge.report.chart.Axis;
import io.ditgauge.report.chart.BarChart;
import io.ditgauge.report.chart.XyChart;
import io.ditgauge.report.chart.XyChart.Mark;
import io.ditgauge.report.chart.XyChart.Point;
import io.ditgauge.report.chart.XyChart.Series;
import io.ditgauge.report.page.Page.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The page of a prediction: how long a model takes on a card, and on what the time goes. */
public final class PredictionPage {
  private static final int DIGITS = 4;
  private static final int TOP = 25;
  private static final double MILLI = 1e3;
  private static final double TERA = 1e12;
  private static final double PERCENT = 100;

  private PredictionPage() {}

  /**
   * The page.
   *
   * @param report the prediction with what was asked
   * @param shares attention's share of the FLOPs, the predicted model's first
   */
  public static Page of(PredictionReport report, List<AttentionShare> shares) {
    PredictionBreakdown breakdown = PredictionBreakdown.of(report.prediction());
    List<Section> sections = new ArrayList<>();
    sections.addAll(sections(report, breakdown));
    if (!shares.isEmpty() && !shares.get(0).points().isEmpty()) {
      sections.add(attention(shares));
    }
    Table stages = report.stages();
    return new Page(
        Slugs.of("prediction-" + report.model() + "-" + report.prediction().efficiency().name()),
        "Predicted time of " + report.model(),
        lead(report, stages),
        facts(report.prediction(), report.request()),
        sections);
  }

  private static List<String> lead(PredictionReport report, Table stages) {
    List<String> lead = new ArrayList<>();
    lead.add(report.title() + ".");
    lead.addAll(stages.notes());
    return lead;
  }

  private static List<Fact> facts(Prediction it, Request request) {
    return List.of(
        new Fact("time", Numbers.significant(it.seconds(), DIGITS) + " s"),
        new Fact(
            "90% interval",
            Numbers.significant(it.lowSeconds(), DIGITS)
                + " to "
                + Numbers.significant(it.highSeconds(), DIGITS)
                + " s"),
        new Fact(
            "denoising step", Numbers.significant(it.stepSeconds(request) * MILLI, DIGITS) + " ms"),
        new Fact("MFU", Numbers.percent(it.mfu()) + "%"),
        new Fact(
            "rate of a card",
            Numbers.significant(it.flopsPerSecondAndCard() / TERA, DIGITS) + " TFLOP/s"),
        new Fact("cards", Integer.toString(it.cards())),
        new Fact("bound by", it.bindingLimit().id()));
  }

  /** What the time is spent on: the sections that follow from the prediction alone. */
  static List<Section> sections(PredictionReport report, PredictionBreakdown breakdown) {
    return List.of(
        breakdown(breakdown, report.classes()),
        Section.of(
            "stages", "Stages", List.of(), DataTable.of("stages", DataTable.bare(report.stages()))),
        ops(report, breakdown));
  }

  private static Section breakdown(PredictionBreakdown breakdown, Table classes) {
    List<TimeClass> used =
        Arrays.stream(TimeClass.values())
            .filter(it -> breakdown.parts().stream().anyMatch(p -> p.seconds().containsKey(it)))
            .toList();
    List<BarChart.Bar> bars = new ArrayList<>();
    for (PredictionBreakdown.Part part : breakdown.parts()) {
      bars.add(
          new BarChart.Bar(
              part.name(),
              used.stream().map(it -> part.seconds().getOrDefault(it, 0.0)).toList(),
              Numbers.significant(part.total(), 3) + " s"));
    }
    Section.Figure figure =
        new Section.Figure(
            new BarChart(
                "Seconds by part of the model and by what they are spent on",
                "Text encoders and decoder as a whole, the denoiser by part; all runs of a part"
                    + " together, in the order they run.",
                Axis.fromZero("seconds"),
                used.stream().map(TimeClass::id).toList(),
                bars,
                true),
            data(breakdown, used));
    return new Section(
        "breakdown",
        "What the time is spent on",
        List.of(takeaway(breakdown)),
        Optional.of(figure),
        List.of(DataTable.of("classes", classes)));
  }

  private static String takeaway(PredictionBreakdown breakdown) {
    PredictionBreakdown.Op first = breakdown.ops().get(0);
    PredictionBreakdown.Part longest =
        breakdown.parts().stream()
            .max(java.util.Comparator.comparingDouble(PredictionBreakdown.Part::total))
            .orElseThrow();
    return "The longest part is "
        + longest.name()
        + ", "
        + Numbers.significant(longest.total(), DIGITS)
        + " s; the most expensive op is "
        + first.op()
        + " in "
        + first.part()
        + ", "
        + Numbers.percent(first.share())
        + "% of the time.";
  }

  private static DataTable data(PredictionBreakdown breakdown, List<TimeClass> used) {
    List<Column> columns = new ArrayList<>(List.of(Column.text("part")));
    used.forEach(it -> columns.add(Column.number(it.id() + " s")));
    columns.add(Column.number("total s"));
    List<List<Cell>> rows = new ArrayList<>();
    List<List<Cell>> exact = new ArrayList<>();
    for (PredictionBreakdown.Part part : breakdown.parts()) {
      List<Cell> row = new ArrayList<>(List.of(Cell.text(part.name())));
      List<Cell> digits = new ArrayList<>(row);
      for (TimeClass it : used) {
        Optional<Double> seconds = Optional.ofNullable(part.seconds().get(it));
        row.add(
            seconds
                .map(value -> Cell.number(Numbers.significant(value, DIGITS)))
                .orElse(Cell.BLANK));
        digits.add(seconds.map(value -> Cell.number(Numbers.exact(value))).orElse(Cell.BLANK));
      }
      row.add(Cell.number(Numbers.significant(part.total(), DIGITS)));
      digits.add(Cell.number(Numbers.exact(part.total())));
      rows.add(row);
      exact.add(digits);
    }
    return new DataTable(
        "breakdown",
        new Table("", columns, rows, List.of()),
        CsvTables.csv(new Table("", columns, exact, List.of())));
  }

  private static Section ops(PredictionReport report, PredictionBreakdown breakdown) {
    List<List<Cell>> rows = new ArrayList<>();
    for (PredictionBreakdown.Op op : breakdown.ops().stream().limit(TOP).toList()) {
      rows.add(
          List.of(
              Cell.text(op.stage()),
              Cell.text(op.part()),
              Cell.text(op.op()),
              Cell.text(op.timeClass().id()),
              Cell.number(Numbers.significant(op.seconds(), DIGITS)),
              Cell.number(Numbers.percent(op.share())),
              op.flopsPerSecond() == 0
                  ? Cell.BLANK
                  : Cell.number(Numbers.significant(op.flopsPerSecond() / TERA, DIGITS))));
    }
    Table table =
        new Table(
            "",
            List.of(
                Column.text("network"),
                Column.text("part"),
                Column.text("op"),
                Column.text("class"),
                Column.number("seconds"),
                Column.number("%"),
                Column.number("TFLOP/s")),
            rows,
            List.of("The CSV has every op of one run of each stage."));
    return Section.of(
        "ops",
        "The most expensive ops",
        List.of(rows.size() + " of " + breakdown.ops().size() + " ops."),
        new DataTable("ops", table, report.csv()));
  }

  private static Section attention(List<AttentionShare> shares) {
    AttentionShare own = shares.get(0);
    AttentionShare.Point least = own.points().get(0);
    AttentionShare.Point most = own.points().get(own.points().size() - 1);
    List<Series> series = new ArrayList<>();
    for (AttentionShare share : shares) {
      series.add(
          new Series(
              share.model(),
              share.points().stream().map(it -> mark(share.model(), it)).toList(),
              true));
    }
    return Section.of(
        "attention",
        "Attention's share of the compute",
        List.of(
            "Of "
                + own.model()
                + ", attention is "
                + Numbers.percent(least.share())
                + "% of the FLOPs at "
                + least.tokens()
                + " tokens and "
                + Numbers.percent(most.share())
                + "% at "
                + most.tokens()
                + "."),
        new XyChart(
            "Attention's share of the FLOPs of a denoiser's pass, over its tokens",
            "Each model at its default size and with its sides scaled from a quarter to four"
                + " times; frames stay.",
            Axis.logarithmic("image or video tokens"),
            Axis.between("attention, % of FLOPs", 0, PERCENT),
            List.of(),
            List.of(),
            series),
        data(shares));
  }

  private static Mark mark(String model, AttentionShare.Point it) {
    return new Mark(
        new Point(it.tokens(), PERCENT * it.share()),
        "",
        model
            + " at "
            + it.pixels().width()
            + "x"
            + it.pixels().height()
            + ", "
            + it.pixels().frames()
            + " frames: "
            + it.tokens()
            + " tokens, "
            + Numbers.percent(it.share())
            + "%");
  }

  private static DataTable data(List<AttentionShare> shares) {
    List<List<Cell>> rows = new ArrayList<>();
    List<List<Cell>> exact = new ArrayList<>();
    for (AttentionShare share : shares) {
      for (AttentionShare.Point it : share.points()) {
        List<Cell> row = new ArrayList<>();
        row.add(Cell.text(share.model()));
        row.add(Cell.number(Long.toString(it.pixels().frames())));
        row.add(Cell.number(Long.toString(it.pixels().height())));
        row.add(Cell.number(Long.toString(it.pixels().width())));
        row.add(Cell.number(Long.toString(it.tokens())));
        List<Cell> digits = new ArrayList<>(row);
        row.add(Cell.number(Numbers.percent(it.share())));
        digits.add(Cell.number(Numbers.exact(it.share())));
        rows.add(row);
        exact.add(digits);
      }
    }
    return new DataTable(
        "attention",
        new Table("", columns("attention, % of FLOPs"), rows, List.of()),
        CsvTables.csv(new Table("", columns("attentionShare"), exact, List.of())));
  }

  private static List<Column> columns(String share) {
    return List.of(
        Column.text("model"),
        Column.number("frames"),
        Column.number("height"),
        Column.number("width"),
        Column.number("tokens"),
        Column.number(share));
  }
}
