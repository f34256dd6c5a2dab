package io.ditgauge.estimator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.sheet.Analysis;
import io.ditgauge.estimator.sheet.Chain;
import io.ditgauge.estimator.sheet.Sheet;
import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.uncertainty.Distribution;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws that hold for every scenario, whatever its numbers: each on many random ones. */
class LawsTest {
  private static final int CASES = 300;
  private static final double EXACT = 1e-9;

  /** Numbers of a scaled model with the range that they are drawn from, evenly in the logarithm. */
  private static final List<Range> SCALED =
      List.of(
          new Range("scaling.training", 1e18, 1e24),
          new Range("scaling.step", 1e8, 1e13),
          new Range("scaling.flopPerMac", 1, 2),
          new Range("scaling.size", 0.1, 1000),
          new Range("scaling.framesPerSecond", 1, 60),
          new Range("scaling.compression", 1, 16),
          new Range("scaling.videoShare", 0.01, 1),
          new Range("hardware.peak", 1e12, 1e16),
          new Range("training.data.low", 0.1, 100),
          new Range("training.repeated", 1, 2),
          new Range("training.utilization", 0.01, 1),
          new Range("training.gpus", 1, 1e5),
          new Range("serving.steps", 1, 1000),
          new Range("serving.clipSeconds", 0.1, 600),
          new Range("serving.utilization", 0.01, 1),
          new Range("serving.distillation", 0.01, 1),
          new Range("serving.caching", 0.2, 1),
          new Range("serving.guidance", 0.5, 1),
          new Range("demand.streams.one.perDay", 1, 1e9),
          new Range("demand.streams.one.share", 0.01, 1),
          new Range("demand.streams.two.perDay", 1, 1e9),
          new Range("demand.streams.two.share", 0.01, 1),
          new Range("demand.peak", 1, 5),
          new Range("demand.candidates", 1, 5),
          new Range("fleet.utilization", 0.1, 1),
          new Range("prices.gpuHour", 0.1, 20),
          new Range("power.gpuWatts", 50, 1500),
          new Range("power.hostWatts", 1, 1000),
          new Range("power.pue", 1, 2));

  private record Range(String path, double low, double high) {}

  private static Map<String, Double> random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Double> numbers = new HashMap<>();
    for (Range it : SCALED) {
      numbers.put(it.path(), it.low() * Math.pow(it.high() / it.low(), random.nextDouble()));
    }
    return numbers;
  }

  private static ScenarioResult result(Map<String, Double> numbers) {
    Map<String, Scenario.Known> known = new HashMap<>();
    numbers.forEach(
        (path, value) ->
            known.put(
                path, new Scenario.Known(new Distribution.Point(value), new Assumed("random"))));
    return ScenarioResult.of(new Scenario("random", "random", Map.of(), known));
  }

  private static ScenarioResult with(Map<String, Double> numbers, String path, double value) {
    Map<String, Double> changed = new HashMap<>(numbers);
    changed.put(path, value);
    return result(changed);
  }

  private static void assertRatio(
      double expected, ScenarioResult more, ScenarioResult less, String figure, long seed) {
    double value = expected * less.value(figure);
    assertEquals(value, more.value(figure), EXACT * value, figure + ", seed=" + seed);
  }

  private static void assertRises(
      ScenarioResult less, ScenarioResult more, long seed, String... figures) {
    for (String figure : figures) {
      assertTrue(more.value(figure) > less.value(figure), figure + ", seed=" + seed);
    }
  }

  private static double factor(long seed) {
    return 1.01 + 9 * new SplittableRandom(~seed).nextDouble();
  }

  @Test
  void costIsLinearInThePrice() {
    for (long seed = 0; seed < CASES; seed++) {
      Map<String, Double> numbers = random(seed);
      double k = factor(seed);
      double price = numbers.get("prices.gpuHour");
      ScenarioResult once = result(numbers);
      ScenarioResult dearer = with(numbers, "prices.gpuHour", k * price);
      ScenarioResult sum = with(numbers, "prices.gpuHour", price + k * price);
      for (String figure : List.of("training.usd.low", "serving.usd", "serving.usdPerMinute")) {
        assertRatio(k, dearer, once, figure, seed);
        double both = once.value(figure) + dearer.value(figure);
        assertEquals(both, sum.value(figure), EXACT * both, figure + ", seed=" + seed);
      }
      assertRatio(1, dearer, once, "breakEven.usd.low", seed);
      assertRises(once, dearer, seed, "training.usd.low", "serving.usd");
    }
  }

  @Test
  void costFallsWithUtilization() {
    for (long seed = 0; seed < CASES; seed++) {
      Map<String, Double> numbers = random(seed);
      ScenarioResult better = result(numbers);
      for (String side : List.of("training", "serving")) {
        String path = side + ".utilization";
        ScenarioResult worse = with(numbers, path, numbers.get(path) / factor(seed));
        String end = side.equals("training") ? ".low" : "";
        assertRises(
            better,
            worse,
            seed,
            side + ".usd" + end,
            side + ".kwh" + end,
            side + ".gpuHours" + end);
        assertRatio(1, worse, better, side + ".flops" + end, seed);
      }
      ScenarioResult worse =
          with(numbers, "serving.utilization", numbers.get("serving.utilization") / 2);
      assertRises(better, worse, seed, "fleet.average", "fleet.peak");
    }
  }

  @Test
  void theFleetIsProportionalToDemand() {
    for (long seed = 0; seed < CASES; seed++) {
      Map<String, Double> numbers = random(seed);
      double k = factor(seed);
      ScenarioResult once = result(numbers);
      Map<String, Double> scaled = new HashMap<>(numbers);
      for (String stream : List.of("one", "two")) {
        String path = "demand.streams." + stream + ".perDay";
        scaled.put(path, k * numbers.get(path));
        ScenarioResult one = with(numbers, path, k * numbers.get(path));
        assertRises(once, one, seed, "demand.generated", "fleet.average", "fleet.peak");
      }
      ScenarioResult more = result(scaled);
      for (String figure :
          List.of("demand.generated", "fleet.average", "fleet.peak", "fleet.jobsPerSecond")) {
        assertRatio(k, more, once, figure, seed);
      }
      assertRatio(1, more, once, "serving.usd", seed);
    }
  }

  @Test
  void equalUtilizationCancelsInBreakEven() {
    for (long seed = 0; seed < CASES; seed++) {
      Map<String, Double> numbers = random(seed);
      ScenarioResult usual = result(numbers);
      double utilization = 1 / factor(seed);
      numbers.put("training.utilization", utilization);
      numbers.put("serving.utilization", utilization);
      ScenarioResult equal = result(numbers);
      assertRatio(1, equal, usual, "breakEven.compute.low", seed);
      double compute = equal.value("breakEven.compute.low");
      for (String in : List.of("gpuHours", "usd", "kwh")) {
        double other = equal.value("breakEven." + in + ".low");
        assertEquals(compute, other, EXACT * compute, in + ", seed=" + seed);
      }
    }
  }

  /** Work in other units of MACs and a peak in the same units change no time and no money. */
  @Test
  void unitsCancel() {
    for (long seed = 0; seed < CASES; seed++) {
      Map<String, Double> numbers = random(seed);
      double k = factor(seed);
      ScenarioResult once = result(numbers);
      Map<String, Double> units = new HashMap<>(numbers);
      for (String path : List.of("scaling.flopPerMac", "hardware.peak")) {
        units.merge(path, k, (value, by) -> value * by);
      }
      ScenarioResult other = result(units);
      for (String figure :
          List.of("training.gpuHours.low", "serving.usd", "breakEven.compute.low", "fleet.peak")) {
        assertRatio(1, other, once, figure, seed);
      }
      assertRatio(k, other, once, "training.flops.low", seed);
      assertRatio(k, other, once, "serving.flopsPerMinute", seed);
    }
  }

  /** A model that is scaled by frames costs the same a minute, however long its clips. */
  @Test
  void aScaledMinuteDoesNotDependOnItsClips() {
    for (long seed = 0; seed < CASES; seed++) {
      Map<String, Double> numbers = random(seed);
      double k = factor(seed);
      ScenarioResult once = result(numbers);
      ScenarioResult longer =
          with(numbers, "serving.clipSeconds", k * numbers.get("serving.clipSeconds"));
      assertRatio(k, longer, once, "serving.usd", seed);
      for (String figure :
          List.of("serving.flopsPerMinute", "serving.usdPerMinute", "fleet.average")) {
        assertRatio(1, longer, once, figure, seed);
      }
    }
  }

  @Test
  void energyIsPowerTimesTimeWithOverhead() {
    for (long seed = 0; seed < CASES; seed++) {
      Map<String, Double> numbers = random(seed);
      ScenarioResult it = result(numbers);
      double kilowatts =
          (numbers.get("power.gpuWatts") + numbers.get("power.hostWatts"))
              * numbers.get("power.pue")
              / 1000;
      for (String of : List.of("serving.%s", "training.%s.low")) {
        double expected = kilowatts * it.value(String.format(Locale.ROOT, of, "gpuHours"));
        double found = it.value(String.format(Locale.ROOT, of, "kwh"));
        assertEquals(expected, found, EXACT * expected, of + ", seed=" + seed);
      }
    }
  }

  /** Each lever leaves its share of the denoiser's work, and they multiply. */
  @Test
  void leversMultiply() {
    for (long seed = 0; seed < CASES; seed++) {
      Map<String, Double> numbers = random(seed);
      ScenarioResult it = result(numbers);
      double left =
          numbers.get("serving.distillation")
              * numbers.get("serving.caching")
              * numbers.get("serving.guidance");
      double expected = it.value("serving.step") * numbers.get("serving.steps") * left;
      assertEquals(expected, it.value("serving.flops"), EXACT * expected, "seed=" + seed);
    }
  }

  /** What holds at the medians holds for every draw of a known model's inputs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sora-20b-full-attention.yaml",
        "sora-20b-factorised.yaml",
        "hunyuan-video-720p.yaml",
        "wan-14b-720p.yaml",
        "dit-xl-2-images.yaml"
      })
  void everyDrawOfAKnownModelKeepsTheLaws(String name) {
    Sheet sheet = ScenarioResult.of(Scenarios.read(Path.of(name), Map.of())).sheet();
    Chain chain = sheet.chain(Analysis.formulas(sheet, true));
    double[][] drawn = new MonteCarlo(7, CASES).sample(chain);
    for (int draw = 0; draw < CASES; draw++) {
      Map<String, Double> of = new HashMap<>();
      for (int line = 0; line < drawn.length; line++) {
        of.put(chain.names().get(line), drawn[line][draw]);
      }
      String place = name + ", draw " + draw;
      for (String side : List.of("training", "serving")) {
        double hours = of.get(side + ".gpuHours");
        equal(hours * of.get("prices.gpuHour"), of.get(side + ".usd"), place);
        double watts = of.get("power.gpuWatts") + of.get("power.hostWatts");
        double kwh = hours * watts * of.get("power.pue") / 1000;
        equal(kwh, of.get(side + ".kwh"), place);
        equal(kwh * of.get("prices.kwh"), of.get(side + ".electricity"), place);
      }
      equal(of.get("training.usd"), of.get("breakEven.usd") * of.get("serving.usd"), place);
      equal(of.get("breakEven.gpuHours"), of.get("breakEven.kwh"), place);
      equal(of.get("demand.generated"), of.get("fleet.average") * of.get("fleet.perDay"), place);
      double peak = of.get("hardware.peak") * of.get("hardware.gpus") * of.get("serving.seconds");
      equal(of.get("serving.flops"), of.get("serving.mfu") * peak, place);
    }
  }

  private static void equal(double expected, double found, String place) {
    assertEquals(expected, found, EXACT * expected, place);
  }
}
