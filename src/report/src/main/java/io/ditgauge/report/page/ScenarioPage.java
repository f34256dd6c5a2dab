package io.ditgauge.report.page;

import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.source.Figure;
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
import java.util.OptionalDouble;

/** The page of a scenario: what follows from it, from which inputs, and how surely. */
public final class ScenarioPage {
  private static final int DIGITS = 4;
  private static final int SHOWN = 8;

  /** Figures whose uncertainty is taken apart where they are there. */
  private static final List<String> QUESTIONS =
      List.of(
          "training.usd",
          "training.months",
          "serving.usdPerMinute",
          "serving.usd",
          "breakEven.minutes.usd",
          "breakEven.usd",
          "fleet.average");

  private ScenarioPage() {}

  /**
   * The page.
   *
   * @param name of the scenario's file, for the name of the page
   * @param result what follows from it
   */
  public static Page of(String name, ScenarioResult result) {
    Map<String, Uncertain> known = result.uncertain();
    Table results = ScenarioReport.results(result, known);
    List<Section> sections = new ArrayList<>();
    sections.add(
        Section.of(
            "results",
            "What follows",
            takeaways(result, known),
            new DataTable(
                "results",
                new Table(
                    "",
                    results.columns(),
                    results.rows(),
                    List.of(
                        "value: every input at its median; 5%, 50% and 95%: percentiles, blank"
                            + " where nothing is uncertain.")),
                ScenarioReport.csv(result))));
    for (String id : questions(result)) {
      sections.add(tornado(result, known.get(id), id));
    }
    Table inputs = ScenarioReport.inputs(result);
    sections.add(
        Section.of(
            "inputs",
            "Inputs",
            List.of("Every input has a source; what is assumed says so."),
            DataTable.of(
                "inputs",
                new Table(
                    "",
                    inputs.columns(),
                    inputs.rows(),
                    inputs.notes().stream().filter(it -> !it.isEmpty()).toList()))));
    return new Page(
        Slugs.of("estimate-" + name), result.scenario().title(), List.of(), List.of(), sections);
  }

  private static List<String> questions(ScenarioResult result) {
    return QUESTIONS.stream()
        .filter(id -> result.sheet().has(id) && !result.sheet().tornado(id).isEmpty())
        .toList();
  }

  private static List<String> takeaways(ScenarioResult result, Map<String, Uncertain> known) {
    List<String> sentences = new ArrayList<>();
    for (String id : QUESTIONS) {
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
