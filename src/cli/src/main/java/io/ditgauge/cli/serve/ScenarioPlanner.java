package io.ditgauge.cli.serve;

import io.ditgauge.estimator.figures.FleetDay;
import io.ditgauge.estimator.figures.ScenarioDraws;
import io.ditgauge.estimator.figures.SimulatedQueue;
import io.ditgauge.estimator.measured.Selection;
import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.uncertainty.KeptDraws;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import io.ditgauge.estimator.uncertainty.Uncertain;
import io.ditgauge.report.Numbers;
import io.ditgauge.report.ScenarioReport;
import io.ditgauge.report.page.Plan;
import io.ditgauge.report.page.ScenarioAnswers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** From the address of a scenario to what follows. */
final class ScenarioPlanner {
  static final MonteCarlo DRAWS = new MonteCarlo(ScenarioResult.DRAWS.seed(), 10_000);

  /** Inputs whose draws are kept: some scenarios' at a time, 80 kB each. */
  private static final int KEPT_INPUTS = 64;

  private static final int DIGITS = 3;
  private static final Plan.About ABOUT =
      new Plan.About(
          "What does it cost, and how many GPUs?",
          "A shipped scenario with values of your own; the address of this page carries what is"
              + " chosen. An empty number is what the scenario says, with its uncertainty.",
          "/scenario",
          "/scenario/part",
          "/scenario/simulate");

  private final Optional<Selection> measured;
  private final KeptDraws draws = new KeptDraws(DRAWS, KEPT_INPUTS);

  /**
   * A planner.
   *
   * @param measured rates that may be chosen in the place of a card's
   */
  ScenarioPlanner(Optional<Selection> measured) {
    this.measured = measured;
  }

  private ScenarioQuery query(String raw) {
    return ScenarioQuery.of(raw, measured.isPresent());
  }

  private ScenarioResult result(ScenarioQuery query) {
    return query.isMeasured()
        ? ScenarioResult.of(query.scenario(), measured.orElseThrow())
        : ScenarioResult.of(query.scenario());
  }

  /** What is chosen and what follows; a refusal where a value or the scenario refuses it. */
  Plan plan(String raw) {
    List<Plan.Field> fields = query("").shown();
    try {
      ScenarioQuery query = query(raw);
      fields = query.shown();
      ScenarioResult result = result(query);
      return new Plan(
          ABOUT,
          fields,
          List.of(
              new Plan.Link("Download the scenario (YAML)", "/scenario.yaml?" + raw),
              new Plan.Link("Download the figures (JSON)", "/scenario.json?" + raw)),
          Optional.of(ScenarioAnswers.of(result, draws)),
          "");
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Plan(ABOUT, fields, List.of(), Optional.empty(), Planner.message(e));
    }
  }

  /** All figures. */
  String json(String raw) {
    ScenarioResult result = result(query(raw));
    List<String> ids = result.figures().stream().map(Figure::id).toList();
    ScenarioDraws drawn = ScenarioDraws.of(result.sheet(), draws, ids);
    Map<String, Uncertain> known = new LinkedHashMap<>();
    ids.forEach(id -> known.put(id, drawn.known(id)));
    return ScenarioReport.json(result, known, Map.of());
  }

  /** The scenario as a file. */
  String text(String raw) {
    return query(raw).text();
  }

  /**
   * What simulations say of the queue, in a sentence.
   *
   * @param goesOn as {@link SimulatedQueue#of}
   */
  String simulated(String raw, IntPredicate goesOn) throws InterruptedException {
    ScenarioResult result = result(query(raw));
    FleetDay day =
        FleetDay.of(result.figures())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "this scenario promises no waiting time: it has no slo or no demand"));
    SimulatedQueue it = SimulatedQueue.of(day.question(), day.plan(), goesOn);
    return (it.regions() > 1 ? "One of " + it.regions() + " regions of " : "")
        + it.servers()
        + " servers, free at first, through "
        + Numbers.significant(it.hours(), DIGITS)
        + " hours of the peak: "
        + percent(it.simulated())
        + " \u00b1 "
        + percent(it.error())
        + " of the jobs wait longer than "
        + Numbers.compact(day.waitSeconds(), DIGITS)
        + " s. The formula, for a peak without end, says "
        + percent(it.formula())
        + ".";
  }

  private static String percent(double share) {
    return share < 1e-9 ? "0%" : Numbers.significant(100 * share, DIGITS) + "%";
  }
}
