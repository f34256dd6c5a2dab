package io.ditgauge.report.page;

import io.ditgauge.estimator.figures.FleetDay;
import io.ditgauge.estimator.figures.ScenarioDraws;
import io.ditgauge.estimator.figures.ScenarioFigures;
import io.ditgauge.estimator.figures.Spread;
import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.uncertainty.KeptDraws;
import io.ditgauge.estimator.uncertainty.Uncertain;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.Table;
import io.ditgauge.report.Table.Cell;
import io.ditgauge.report.Table.Column;
import io.ditgauge.report.page.Page.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a scenario answers, as a page that is made anew whenever an input moves. */
public final class ScenarioAnswers {
  private static final int DIGITS = 4;

  /** The answers: the first of each line that is there. */
  private static final List<String[]> ANSWERS =
      List.of(
          new String[] {"serving.minutesPerGpuHour", "serving.outputsPerGpuHour"},
          new String[] {
            "breakEven.minutes.compute.low", "breakEven.minutes.compute", "breakEven.compute"
          },
          new String[] {"breakEven.minutes.compute.high"},
          new String[] {"fleet.average"},
          new String[] {"fleet.queue"},
          new String[] {"training.months.low", "training.months"},
          new String[] {"training.months.high"},
          new String[] {"training.usd"},
          new String[] {"serving.seconds"},
          new String[] {"serving.usdPerMinute", "serving.usd"},
          new String[] {"serving.mfu"});

  /** What the fleet of a promise comes to with all that is asked of it. */
  private static final List<String> PLAN =
      List.of(
          "fleet.planned",
          "fleet.reserve",
          "fleet.deferred",
          "fleet.busy",
          "fleet.busyDeferred",
          "fleet.megawatts",
          "fleet.megawattsDeferred",
          "fleet.usdPerYear",
          "fleet.usdPerYearDeferred",
          "fleet.servable");

  private static final int FACTS = 5;

  private ScenarioAnswers() {}

  /**
   * The page.
   *
   * @param many draws of the inputs, kept from page to page
   */
  public static Page of(ScenarioResult result, KeptDraws many) {
    List<Figure> figures = result.figures();
    List<Figure> answers =
        figures(
                ANSWERS.stream().flatMap(ids -> result.sheet().first(ids).stream()).distinct(),
                figures)
            .toList();
    ScenarioDraws draws =
        ScenarioDraws.of(
            result.sheet(),
            many,
            Stream.concat(answers.stream().map(Figure::id), fleet(figures).stream())
                .distinct()
                .toList());
    List<Section> sections = new ArrayList<>();
    sections.add(answers(answers, draws));
    plan(figures).ifPresent(sections::add);
    sections.addAll(fleet(figures, draws));
    sections.addAll(ScenarioCharts.breakEvens(ScenarioFigures.breakEvens(figures)));
    sections.add(
        Section.ofOrigins(
            "origins",
            "Where each figure comes from",
            List.of("Formulas with the values put in, every input at its median, down to sources."),
            Origin.of(figures)));
    return new Page(
        "scenario",
        result.scenario().title(),
        List.of(result.scenario().title() + "."),
        answers.stream()
            .limit(FACTS)
            .map(it -> new Fact(it.label(), value(it, draws.known(it.id()))))
            .toList(),
        sections);
  }

  private static Stream<Figure> figures(Stream<String> ids, List<Figure> all) {
    return ids.flatMap(id -> all.stream().filter(figure -> figure.id().equals(id)));
  }

  private static String number(double value) {
    return Numbers.significant(value, DIGITS);
  }

  private static String value(Figure figure, Uncertain known) {
    String interval =
        known.low() == known.high()
            ? ""
            : " (" + number(known.low()) + " to " + number(known.high()) + ")";
    return number(figure.value()) + interval;
  }

  private static Section answers(List<Figure> answers, ScenarioDraws draws) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Figure it : answers) {
      Uncertain known = draws.known(it.id());
      boolean exact = known.low() == known.high();
      rows.add(
          List.of(
              Cell.text(it.label()),
              Cell.text(it.unit()),
              Cell.number(number(it.value())),
              exact ? Cell.BLANK : Cell.number(number(known.low())),
              exact ? Cell.BLANK : Cell.number(number(known.median())),
              exact ? Cell.BLANK : Cell.number(number(known.high())),
              Cell.leading("explain", Origin.part(it.id()))));
    }
    return Section.of(
        "answers",
        "Answers",
        List.of(),
        DataTable.of(
            "answers",
            new Table(
                "",
                List.of(
                    Column.text("quantity"),
                    Column.text("unit"),
                    Column.number("value"),
                    Column.number("5%"),
                    Column.number("50%"),
                    Column.number("95%"),
                    Column.text("how")),
                rows,
                List.of(
                    "value: every input at its median; 5%, 50% and 95%: of "
                        + draws.samples()
                        + " draws of the inputs, blank where nothing is uncertain."))));
  }

  private static Optional<Section> plan(List<Figure> figures) {
    List<List<Cell>> rows =
        figures(PLAN.stream(), figures)
            .map(
                it ->
                    List.of(
                        Cell.text(it.label()),
                        Cell.text(it.unit()),
                        Cell.number(number(it.value())),
                        Cell.leading("explain", Origin.part(it.id()))))
            .toList();
    Table table =
        new Table(
            "",
            List.of(
                Column.text("quantity"),
                Column.text("unit"),
                Column.number("value"),
                Column.text("how")),
            rows,
            List.of("value: every input at its median."));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Section.of(
                "plan", "The fleet with its reserves", List.of(), DataTable.of("plan", table)));
  }

  /** The figure that says most of a fleet, where there is one. */
  private static Optional<String> fleet(List<Figure> figures) {
    return Stream.of("fleet.queue", "fleet.peak", "fleet.average")
        .filter(id -> figures.stream().anyMatch(it -> it.id().equals(id)))
        .findFirst();
  }

  private static List<Section> fleet(List<Figure> figures, ScenarioDraws draws) {
    List<Section> sections = new ArrayList<>();
    for (Figure figure : figures) {
      if (fleet(figures).filter(figure.id()::equals).isPresent()) {
        Uncertain known = draws.known(figure.id());
        if (known.low() < known.high() && known.low() > 0) {
          sections.add(FleetCharts.spread(figure, Spread.of(draws.draws(figure.id())), known));
        }
      }
    }
    FleetDay.of(figures).map(FleetCharts::day).ifPresent(sections::add);
    return sections;
  }
}
