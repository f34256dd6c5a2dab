package io.ditgauge.estimator.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.fleet.Availability;
import io.ditgauge.estimator.fleet.Demand;
import io.ditgauge.estimator.fleet.FleetPlan;
import io.ditgauge.estimator.fleet.FleetQuestion;
import io.ditgauge.estimator.fleet.Objective;
import io.ditgauge.estimator.fleet.Service;
import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.scenario.Scenarios;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import io.ditgauge.estimator.uncertainty.Uncertain;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioFiguresTest {
  private static ScenarioResult result(String name) {
    return ScenarioResult.of(Scenarios.read(Path.of(name), Map.of()));
  }

  @Test
  void theArticlesChartsShowTheArticlesNumbers() {
    ScenarioFigures figures = ScenarioFigures.of(result("article.yaml").figures());
    // Break-even: the article prints 7.6e6 images of DiT-XL/2, and 15.3e6 to 38.1e6 minutes.
    assertEquals(2, figures.breakEvens().size());
    ScenarioFigures.BreakEven dit = figures.breakEvens().get(0);
    assertEquals(7.6e6, dit.cases().get(0).outputs().value(), 0.05e6);
    assertEquals(1e21, dit.cases().get(0).training().value());
    List<ScenarioFigures.Case> sora = figures.breakEvens().get(1).cases();
    assertEquals(List.of("training.flops.low", "training.flops.high"), ids(sora));
    assertEquals(15.3e6, sora.get(0).outputs().value(), 0.06e6);
    assertEquals(38.1e6, sora.get(1).outputs().value(), 0.06e6);
    // Both sides meet where the outputs are the break-even.
    ScenarioFigures.BreakEven it = figures.breakEvens().get(1);
    assertEquals(1.08e25 / 100, it.fromFlops(), 1e18);
    assertEquals(2.7e25 * 100, it.toFlops(), 1e22);
    // 17e6 x 50% and 43e6 x 15% minutes a day, at 120 a GPU; the peak is 2 x 2 / 50% of it.
    assertEquals(
        List.of("tiktok", "youtube"),
        figures.platforms().stream().map(ScenarioFigures.Platform::name).toList());
    assertEquals(17e6 * 0.5 / 120, figures.platforms().get(0).averageGpus(), 1e-6);
    assertEquals(43e6 * 0.15 / 120 * 8, figures.platforms().get(1).peakGpus(), 1e-6);
  }

  private static List<String> ids(List<ScenarioFigures.Case> cases) {
    return cases.stream().map(it -> it.training().id()).toList();
  }

  @Test
  void outputsOfModelsAreComparedFromTheLeastToTheMost() {
    List<ScenarioFigures.OutputWork> outputs =
        ScenarioFigures.of(result("article.yaml").figures()).outputs();
    assertTrue(
        IntStream.range(1, outputs.size())
            .allMatch(i -> outputs.get(i - 1).flops() <= outputs.get(i).flops()));
    Map<String, Double> byName =
        outputs.stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    ScenarioFigures.OutputWork::name, ScenarioFigures.OutputWork::flops));
    // 2 x 70e9 x 1000 and 2 x 440e9 x 1000, as the article counts a text.
    assertEquals(1.4e14, byName.get("text of llama2"));
    assertEquals(8.8e14, byName.get("text of gpt4"));
    assertEquals(524.6e9 * 250, byName.get("image of the reference"), 1e6);
  }

  @Test
  void aScenarioWithoutDemandHasNoFleetToShow() {
    ScenarioFigures figures = ScenarioFigures.of(result("hunyuan-video-720p.yaml").figures());
    assertEquals(1, figures.breakEvens().size());
    assertEquals(1, figures.platforms().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hunyuan-video-720p.yaml", "dit-xl-2-images.yaml"})
  void drawsAreThoseOfTheSheetAndTheQueueNearlySo(String name) {
    ScenarioResult result = result(name);
    MonteCarlo few = new MonteCarlo(7, 200);
    Map<String, Uncertain> expected = result.sheet().uncertain(few);
    ScenarioDraws draws = ScenarioDraws.of(result.sheet(), few, expected.keySet());
    int uncertain = 0;
    for (Map.Entry<String, Uncertain> figure : expected.entrySet()) {
      Uncertain known = draws.known(figure.getKey());
      double tolerance = figure.getKey().equals("fleet.queue") ? 0.01 : 1e-12;
      for (double[] pair :
          List.of(
              new double[] {figure.getValue().low(), known.low()},
              new double[] {figure.getValue().median(), known.median()},
              new double[] {figure.getValue().high(), known.high()})) {
        assertEquals(pair[0], pair[1], tolerance * Math.abs(pair[0]), figure.getKey());
      }
      uncertain += known.low() < known.high() ? 1 : 0;
    }
    assertTrue(uncertain > 10, "uncertain=" + uncertain);
  }

  @Test
  void whatNeedsMoreThanFormulasSeesTheFirstDrawsAsInTheSheet() {
    ScenarioResult result = result("dit-xl-2-images.yaml");
    MonteCarlo many = new MonteCarlo(7, 3000);
    List<String> ids = List.of("fleet.squareRoot", "fleet.busy", "serving.seconds");
    ScenarioDraws draws = ScenarioDraws.of(result.sheet(), many, ids);
    assertEquals(1000, draws.draws("fleet.squareRoot").length);
    assertEquals(3000, draws.draws("serving.seconds").length);
    Map<String, Uncertain> expected = result.sheet().uncertain(many);
    ids.forEach(id -> assertEquals(expected.get(id), draws.known(id), id));
  }

  @Test
  void theGridOfFleetsIsWithinOnePercentOfEveryDraw() {
    ScenarioResult result = result("hunyuan-video-720p.yaml");
    MonteCarlo few = new MonteCarlo(11, 60);
    ScenarioDraws draws =
        ScenarioDraws.of(result.sheet(), few, List.of("fleet.queue", "fleet.jobSeconds"));
    double[] fast = draws.draws("fleet.queue");
    double[] seconds = draws.draws("fleet.jobSeconds");
    io.ditgauge.estimator.sheet.Item.Computed queue =
        (io.ditgauge.estimator.sheet.Item.Computed) result.sheet().item("fleet.queue");
    for (int i = 0; i < few.samples(); i++) {
      int draw = i;
      double exact =
          queue
              .model()
              .result(id -> id.equals("fleet.jobSeconds") ? seconds[draw] : result.value(id));
      assertEquals(exact, fast[i], 0.01 * exact);
    }
  }

  @Test
  void anUnknownFigureIsNamedWithTheNearest() {
    ScenarioResult result = result("dit-xl-2-images.yaml");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ScenarioDraws.of(result.sheet(), new MonteCarlo(3, 50), List.of("serving.used")));
    assertTrue(e.getMessage().contains("serving.usd"), e.getMessage());
  }

  @Test
  void aSpreadHoldsItsDraws() {
    double[] draws = IntStream.rangeClosed(1, 10_000).mapToDouble(i -> i).toArray();
    Spread spread = Spread.of(draws);
    // 11 to 9990 of 10000 draws are within the first and the last thousandth.
    assertEquals(0.998, spread.bins().stream().mapToDouble(Spread.Bin::share).sum(), 1e-9);
    assertEquals(11, spread.bins().get(0).from(), 1e-9);
    assertEquals(9990, spread.bins().get(spread.bins().size() - 1).to(), 1e-9);
    assertEquals(500.95, spread.known().low(), 1e-9);
    // Bins have equal ratios, so of even draws the last holds the most.
    double ratio = Math.pow(9990.0 / 11, 1.0 / spread.bins().size());
    assertEquals(
        (9990 - 9990 / ratio) / 10_000, spread.bins().get(spread.bins().size() - 1).share(), 1e-4);
    assertThrows(IllegalArgumentException.class, () -> Spread.of(new double[] {2, 2}));
    assertThrows(IllegalArgumentException.class, () -> Spread.of(new double[] {0, 2}));
  }

  @Test
  void aDayOfTheFleetFollowsItsDemand() {
    ScenarioResult result = result("hunyuan-video-720p.yaml");
    FleetDay day = FleetDay.of(result.figures()).orElseThrow();
    assertEquals(24, day.hours().size());
    // A cosine: the busiest hour is noon at 1.65, the quietest midnight at 0.35 of the mean.
    assertEquals(12, day.busiest().hour());
    assertEquals(0, day.quietest().hour());
    assertEquals(1.65 / 0.35, day.busiest().busyGpus() / day.quietest().busyGpus(), 1e-9);
    assertEquals(
        result.value("fleet.jobsPerSecond") * result.value("fleet.jobSeconds"),
        day.hours().stream().mapToDouble(FleetDay.Hour::busyGpus).average().orElseThrow(),
        1e-6 * day.busiest().busyGpus());
    assertEquals(Math.round(result.value("fleet.queue")), day.plan().gpus());
    assertTrue(day.busiest().late() <= 0.05 && day.busiest().late() > 0);
    assertTrue(day.quietest().late() < 1e-9);
    assertEquals(600, day.waitSeconds());
    assertTrue(day.neededGpus() < day.plan().gpus());
  }

  @Test
  void simulationsOfASmallFleetAgreeWithTheFormula() throws InterruptedException {
    // Ten servers whose jobs take ten seconds: the line is steady within minutes.
    FleetQuestion question =
        new FleetQuestion(
            Demand.flat(0.8, 1),
            new Service(10, 1),
            new Objective.MostWithin(5, 0.2),
            Availability.PERFECT,
            1);
    FleetPlan plan = FleetPlan.of(question);
    List<Integer> told = new java.util.ArrayList<>();
    SimulatedQueue queue = SimulatedQueue.of(question, plan, told::add);
    assertEquals(1, queue.regions());
    assertEquals(plan.servers(), queue.servers());
    assertEquals(20_000 / 0.8 / 3600, queue.hours(), 1e-9);
    assertEquals(SimulatedQueue.RUNS, told.size());
    assertTrue(queue.error() > 0);
    assertEquals(queue.formula(), queue.simulated(), 5 * queue.error());
    assertThrows(
        InterruptedException.class, () -> SimulatedQueue.of(question, plan, run -> run < 1));
  }
}
