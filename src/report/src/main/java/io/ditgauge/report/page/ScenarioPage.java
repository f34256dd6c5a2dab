package io.ditgauge.report.page;

import io.ditgauge.estimator.figures.FleetDay;
import io.ditgauge.estimator.figures.ScenarioDraws;
import io.ditgauge.estimator.figures.ScenarioFigures;
import io.ditgauge.estimator.figures.Spread;
import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import io.ditgauge.estimator.uncertainty.Propagation.Swing;
import io.ditgauge.estimator.uncertainty.Uncertain;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.ScenarioReport;
import io.ditgauge.report.Table;
import io.ditgauge.report.chart.Axis;
import io.ditgauge.report.chart.RangeChart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The page of a scenario: what follows from it, from which inputs, and how surely. */
public final class ScenarioPage {
  private static final int DIGITS = 4;
  private static final int SHOWN = 8;

  /** Figures that answer what a scenario is made for, where they are there. */
  private static final List<String> ANSWERS =
      List.of(
          "training.months",
          "training.months.low",
          "training.months.high",
          "training.usd",
          "serving.seconds",
          "serving.minutesPerGpuHour",
          "serving.usdPerMinute",
          "breakEven.minutes.compute",
          "breakEven.minutes.compute.low",
          "breakEven.minutes.compute.high",
          "fleet.average",
          "fleet.queue");

  private static final MonteCarlo MANY = new MonteCarlo(ScenarioResult.DRAWS.seed(), 10_000);

  /** Figures whose uncertainty is taken apart: the first of each line that is there. */
  private static final List<String[]> QUESTIONS =
      List.of(
          new String[] {"training.usd", "training.months"},
          new String[] {"serving.usdPerMinute", "serving.usd"},
          new String[] {"breakEven.minutes.usd", "breakEven.usd"},
          new String[] {"fleet.average"});

  private ScenarioPage() {}

  /**
   * The page.
   *
   * @param name of the scenario's file, for the name of the page
   * @param result what follows from it
   */
  public static Page of(String name, ScenarioResult result) {
    Map<String, Uncertain> known = result.uncertain();
    List<Section> sections = new ArrayList<>();
    sections.add(results(result, known));
    sections.addAll(ScenarioCharts.sections(ScenarioFigures.of(result.figures())));
    sections.addAll(fleet(result, known));
    for (String id : questions(result)) {
      sections.add(tornado(result, known.get(id), id));
    }
    sections.add(inputs(result));
    sections.add(
        Section.ofOrigins(
            "origins",
            "Where each figure comes from",
            List.of("Formulas with the values put in, every input at its median, down to sources."),
            Origin.of(result.figures())));
    return new Page(
        Slugs.of("estimate-" + name),
        result.scenario().title(),
        List.of(
            "Training, inference, break-even and fleet of the scenario "
                + name
                + "; the badge of a figure leads to where it comes from."),
        List.of(),
        sections);
  }

  /** What can be said of the fleet of a scenario that has one. */
  private static List<Section> fleet(ScenarioResult result, Map<String, Uncertain> known) {
    List<Section> sections = new ArrayList<>();
    Optional<String> fleet = result.sheet().first("fleet.queue", "fleet.peak", "fleet.average");
    fleet
        .filter(id -> known.get(id).low() < known.get(id).high() && known.get(id).low() > 0)
        .ifPresent(
            id ->
                sections.add(
                    FleetCharts.spread(
                        result.sheet().figure(id),
                        Spread.of(ScenarioDraws.of(result.sheet(), MANY, List.of(id)).draws(id)),
                        known.get(id))));
    FleetDay.of(result.figures()).map(FleetCharts::day).ifPresent(sections::add);
    return sections;
  }

  private static Section results(ScenarioResult result, Map<String, Uncertain> known) {
    return Section.of(
        "results",
        "What follows",
        takeaways(result, known),
        new DataTable(
            "results",
            sourced(
                result,
                ScenarioReport.results(result, known),
                true,
                List.of(
                    "value: every input at its median; 5%, 50% and 95%: percentiles, blank where"
                        + " nothing is uncertain.")),
            ScenarioReport.csv(result, known)));
  }

  private static Section inputs(ScenarioResult result) {
    Table inputs = ScenarioReport.inputs(result);
    return Section.of(
        "inputs",
        "Inputs",
        List.of("Every input has a source; what is assumed says so."),
        DataTable.of(
            "inputs",
            sourced(
                result,
                inputs,
                false,
                inputs.notes().stream().filter(it -> !it.isEmpty()).toList())));
  }

  /** The table with a badge that leads to the origin of each figure. */
  private static Table sourced(
      ScenarioResult result, Table table, boolean derived, List<String> notes) {
    List<Table.Column> columns = new ArrayList<>(table.columns());
    columns.add(Table.Column.text("how known"));
    List<Figure> figures =
        result.figures().stream()
            .filter(figure -> figure.source() instanceof Derived == derived)
            .toList();
    List<List<Table.Cell>> rows = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      List<Table.Cell> row = new ArrayList<>(table.rows().get(i));
      row.add(Origin.badge(figures.get(i)));
      rows.add(row);
    }
    return new Table("", columns, rows, notes);
  }

  private static List<String> questions(ScenarioResult result) {
    return QUESTIONS.stream()
        .flatMap(ids -> result.sheet().first(ids).stream())
        .filter(id -> !result.sheet().tornado(id).isEmpty())
        .toList();
  }

  private static List<String> takeaways(ScenarioResult result, Map<String, Uncertain> known) {
    List<String> sentences = new ArrayList<>();
    for (String id : ANSWERS) {
      if (result.sheet().has(id)) {
        sentences.add(sentence(result.sheet().figure(id), known.get(id)));
      }
    }
    return sentences;
  }

  private static String sentence(Figure figure, Uncertain known) {
    String value =
        capital(figure.label())
            + ": "
            + Numbers.significant(figure.value(), DIGITS)
            + " "
            + figure.unit();
    return known.low() == known.high()
        ? value + "."
        : value
            + ", 90% interval "
            + Numbers.significant(known.low(), DIGITS)
            + " to "
            + Numbers.significant(known.high(), DIGITS)
            + ".";
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static Section tornado(ScenarioResult result, Uncertain known, String id) {
    Figure figure = result.sheet().figure(id);
    List<Swing> swings = result.sheet().tornado(id).stream().limit(SHOWN).toList();
    Swing widest = swings.get(0);
    Table table = ScenarioReport.tornado(result, id);
    return Section.of(
        Slugs.of("why-" + id),
        "Uncertainty: " + figure.label(),
        List.of(
            widest.input()
                + " moves it most: from "
                + Numbers.significant(low(widest), DIGITS)
                + " to "
                + Numbers.significant(high(widest), DIGITS)
                + " "
                + figure.unit()
                + ", of a 90% interval from "
                + Numbers.significant(known.low(), DIGITS)
                + " to "
                + Numbers.significant(known.high(), DIGITS)
                + "."),
        new RangeChart(
            "Range of " + figure.label() + " as one input goes from its 5% to its 95%",
            "Each bar moves one input from its 5% to its 95% value with all others at their"
                + " medians, the widest first; the line is the value at the medians.",
            new Axis(
                figure.label() + ", " + figure.unit(),
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty()),
            OptionalDouble.of(figure.value()),
            swings.stream().map(it -> range(it, figure.unit())).toList()),
        DataTable.of(Slugs.of("why-" + id), DataTable.untitled(table)));
  }

  private static RangeChart.Range range(Swing it, String unit) {
    return new RangeChart.Range(
        it.input(),
        low(it),
        high(it),
        it.input()
            + " from "
            + Numbers.significant(it.inputLow(), DIGITS)
            + " to "
            + Numbers.significant(it.inputHigh(), DIGITS)
            + ": "
            + Numbers.significant(it.resultLow(), DIGITS)
            + " to "
            + Numbers.significant(it.resultHigh(), DIGITS)
            + " "
            + unit);
  }

  private static double low(Swing it) {
    return Math.min(it.resultLow(), it.resultHigh());
  }

  private static double high(Swing it) {
    return Math.max(it.resultLow(), it.resultHigh());
  }
}
