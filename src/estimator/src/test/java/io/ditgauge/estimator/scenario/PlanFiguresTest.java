package io.ditgauge.estimator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scenarios say of their fleets; expected numbers follow from other figures by hand. */
class PlanFiguresTest {
  private static final String PLANNED = "hunyuan-video-720p.yaml";

  private static ScenarioResult of(String name, Map<String, String> changes) {
    return ScenarioResult.of(Scenarios.read(Path.of(name), changes));
  }

  @Test
  void theReserveComesOnTopOfTheQueue() {
    ScenarioResult it = of(PLANNED, Map.of());
    double queue = it.value("fleet.queue");
    double planned = it.value("fleet.planned");
    double factor = it.value("reserve.dayFactor") * it.value("reserve.minuteFactor") * 1.02;
    assertEquals(1.254932, it.value("reserve.dayFactor"), 1e-5);
    assertEquals(factor, planned / queue, 0.01);
    assertEquals(planned - queue, it.value("fleet.reserve"), 1e-6 * planned);
    double parts =
        it.value("reserve.dayGpus")
            + it.value("reserve.minuteGpus")
            + it.value("reserve.spareGpus");
    assertEquals(1, parts / it.value("fleet.reserve"), 0.01);
    // Single users move the load of half a million GPUs by less than two in a thousand.
    assertTrue(it.value("reserve.userNoise") < 0.002);
    assertTrue(it.value("fleet.squareRoot") < queue);
    double up = it.value("slo.availability");
    assertEquals(1, it.value("fleet.squareRoot") / (up * queue), 0.01);
  }

  @Test
  void whatIsBilledFollowsFromThePlan() {
    ScenarioResult it = of(PLANNED, Map.of());
    for (String end : new String[] {"", "Deferred"}) {
      double gpus = it.value(end.isEmpty() ? "fleet.planned" : "fleet.deferred");
      double busy = it.value("fleet.working") / gpus;
      assertEquals(busy, it.value("fleet.busy" + end), 1e-9);
      double year = gpus * it.value("prices.gpuHour") * 8760;
      assertEquals(year, it.value("fleet.usdPerYear" + end), 1e-9 * year);
      double megawatts = gpus * it.value("power.perGpu") / 1e6;
      assertEquals(megawatts, it.value("fleet.megawatts" + end), 1e-9 * megawatts);
    }
    assertTrue(it.value("fleet.deferred") < it.value("fleet.planned"));
    // Candidates, 1.88% of jobs that fail and two outputs in a hundred that are rejected.
    double jobs = it.value("fleet.average") * 2 / (1 - 0.0188) / 0.98;
    assertEquals(jobs, it.value("fleet.working"), 1e-6 * jobs);
  }

  @Test
  void theGivenFleetServesTheDemandForWhichItWasPlanned() {
    double gpus = of(PLANNED, Map.of()).value("fleet.planned");
    ScenarioResult it = of(PLANNED, Map.of("fleet.given", Long.toString(Math.round(gpus))));
    assertEquals(1, it.value("fleet.servable") / it.value("demand.generated"), 1e-3);
    ScenarioResult half = of(PLANNED, Map.of("fleet.given", Long.toString(Math.round(gpus / 2))));
    assertEquals(0.5, half.value("fleet.servable") / half.value("demand.generated"), 5e-3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"article.yaml", "article-corrected.yaml"})
  void theArticleSaysNothingOfAReserve(String name) {
    ScenarioResult it = of(name, Map.of());
    assertFalse(it.sheet().has("fleet.planned"));
    double busy = it.value("fleet.working") / it.value("fleet.queue");
    assertEquals(busy, it.value("fleet.busy"), 1e-12);
  }

  private static ScenarioResult images(IntToDoubleFunction weight, String more) {
    StringBuilder yaml =
        new StringBuilder("title: mine\nmodel: {preset: DiT-XL/2}\ndemand:\n  streams:\n")
            .append("    one:\n      perDay: {value: 1.0e+8, assumed: test}\n")
            .append("      share: {value: 1, assumed: test}\n  hourly:\n");
    for (int hour = 0; hour < 24; hour++) {
      yaml.append("    h").append(hour).append(": {value: ").append(weight.applyAsDouble(hour));
      yaml.append(", assumed: test}\n");
    }
    yaml.append("slo:\n  waitSeconds: {value: 10, assumed: test}\n")
        .append("  waitShare: {value: 0.05, assumed: test}\n")
        .append("  confidence: {value: 0.999, assumed: test}\n")
        .append(more);
    return ScenarioResult.of(Scenarios.parse("test", yaml.toString(), Map.of()));
  }

  /** Eight hours of thrice the mean; up for 950 of 1000 hours. */
  @Test
  void aDayIsGivenHourByHourAndServersFail() {
    String failures =
        """
        fleet:
          failureHours: {value: 950, assumed: test}
          repairHours: {value: 49.5, assumed: test}
          loadSeconds: {value: 1800, assumed: test}
        """;
    ScenarioResult it = images(hour -> hour >= 8 && hour < 16 ? 3 : 0, failures);
    assertEquals(0.95, it.value("slo.availability"), 1e-12);
    assertEquals(3, it.value("slo.busiestOverMean"), 1e-12);
    double servers = 3 * it.value("fleet.working") / 0.95;
    assertEquals(1, it.value("fleet.queue") / servers, 0.02);
    assertTrue(it.value("fleet.queue") > servers);
  }

  @Test
  void aDayHasAllItsHoursAndSomeWork() {
    String up = "  availability: {value: 1, assumed: test}\n";
    assertTrue(refusal(() -> images(hour -> 0, up)).contains("sum of the hourly weights"));
    assertTrue(
        refusal(() -> images(hour -> 1, up + "  busiestOverMean: {value: 2, assumed: test}\n"))
            .contains("slo.busiestOverMean follows"));
    assertTrue(refusal(() -> images(hour -> hour - 1, up)).contains("demand.hourly.h0"));
    String one = refusal(() -> of(PLANNED, Map.of("demand.hourly.h3", "1")));
    assertTrue(one.contains("missing=demand.hourly.h0, demand.hourly.h1"), one);
  }

  @ParameterizedTest
  @CsvSource({
    "slo.busiestOverMean, 25, 'between 1 and 24'",
    "fleet.failed, 1, 'a share from 0 to below 1: 1.0; 3% are 0.03'",
    "fleet.rejected, -0.1, 'a share from 0 to below 1'",
    "reserve.days, 0.2, 'a share from 0.5 to below 1: 0.2; 99% are 0.99'",
    "deferral.share, 1.5, 'a share above 0 and at most 1: 1.5; 30% are 0.3'",
    "demand.streams.service.perDay, -1, 'not negative: -1.0; 0 stands for none'",
    "deferral.hours, 1000, 'hours=1000'",
    "slo.availability, 0.95, 'leave it out and set those'",
    "reserve.dayspread, 0.1, 'did you mean reserve.daySpread'"
  })
  void refusesWhatCannotBe(String path, String value, String expected) {
    String message = refusal(() -> of(PLANNED, Map.of(path, value)));
    assertTrue(message.contains(expected), message);
  }

  /** A video takes 971 s: none is done in 900, almost all that hardly wait are in 1100. */
  @Test
  void jobsAreDoneInTimeOrNoFleetCanDoIt() {
    ScenarioResult it = of(PLANNED, Map.of());
    Map<String, String> strict = Map.of("slo.doneSeconds", "1100", "slo.doneShare", "0.05");
    assertTrue(of(PLANNED, strict).value("fleet.planned") >= it.value("fleet.planned"));
    Map<String, String> late = Map.of("slo.doneSeconds", "900", "slo.doneShare", "0.05");
    String message = refusal(() -> of(PLANNED, late));
    assertTrue(message.contains("no fleet, however large"), message);
    // 1.88% fail and take twice as long, so that 0.5% cannot be promised.
    Map<String, String> tries = Map.of("slo.doneSeconds", "1100", "slo.doneShare", "0.005");
    assertTrue(refusal(() -> of(PLANNED, tries)).contains("of tries fails"));
  }

  @Test
  void noDemandNeedsNoFleet() {
    ScenarioResult it = of(PLANNED, Map.of("demand.streams.service.perDay", "0"));
    for (String figure :
        new String[] {"fleet.queue", "fleet.planned", "fleet.deferred", "fleet.busy"}) {
      assertEquals(0, it.value(figure), figure);
    }
  }

  private static String refusal(Executable code) {
    return assertThrows(IllegalArgumentException.class, code).getMessage();
  }
}
