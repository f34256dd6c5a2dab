package io.ditgauge.estimator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.Predictor;
import io.ditgauge.estimator.measured.MeasuredEfficiency;
import io.ditgauge.estimator.measured.Selection;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.source.Measured;
import io.ditgauge.estimator.uncertainty.Uncertain;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected numbers are the article's, or computed from its factors by hand. */
class ScenarioResultTest {
  static final java.util.List<String> SHIPPED = Scenarios.SHIPPED;

  static ScenarioResult of(String name, String... change) {
    Map<String, String> changes = change.length == 0 ? Map.of() : Map.of(change[0], change[1]);
    return ScenarioResult.of(Scenarios.read(Path.of(name), changes));
  }

  @Test
  void theArticleComesOutAsPrinted() {
    ScenarioResult it = of("article.yaml");
    assertEquals(1.08e25, it.value("training.flops.low"), 1e12);
    assertEquals(2.7e25, it.value("training.flops.high"), 1e12);
    assertEquals(4211, it.value("training.months.low"), 0.5);
    assertEquals(10528, it.value("training.months.high"), 0.5);
    assertEquals(0.39, it.value("reference.months"), 0.005);
    assertEquals(11.7, it.value("reference.days"), 0.05);
    assertEquals(131e12, it.value("reference.image"), 0.5e12);
    assertEquals(7.62e6, it.value("reference.breakEven"), 0.01e6);
    assertEquals(708.2e15, it.value("serving.flops"), 0.05e15);
    assertEquals(5.03, it.value("serving.minutesPerGpuHour"), 0.005);
    assertEquals(15.25e6, it.value("breakEven.minutes.compute.low"), 0.005e6);
    assertEquals(38.12e6, it.value("breakEven.minutes.compute.high"), 0.005e6);
    assertEquals(124_583, it.value("fleet.average"), 0.5);
    assertEquals(89_167, it.value("fleet.averagePrinted"), 0.5);
    assertEquals(713_333, it.value("fleet.peakPrinted"), 0.5);
    assertEquals(996_667, it.value("fleet.peak"), 0.5);
    assertEquals(180, it.value("scaling.frames"), 1e-9);
    assertEquals(1.40e14, it.value("comparison.llama2.flops"), 1e6);
    assertEquals(8.8e14, it.value("comparison.gpt4.flops"), 1e6);
  }

  @Test
  void theCorrectionCountsBothSidesInFlop() {
    ScenarioResult it = of("article-corrected.yaml");
    assertEquals(8423, it.value("training.months.low"), 0.5);
    assertEquals(21_057, it.value("training.months.high"), 0.5);
    assertEquals(2.51, it.value("serving.minutesPerGpuHour"), 0.005);
    assertEquals(15.25e6, it.value("breakEven.minutes.compute.low"), 0.005e6);
    assertEquals(38.12e6, it.value("breakEven.minutes.compute.high"), 0.005e6);
    assertEquals(249_167, it.value("fleet.average"), 0.5);
    assertEquals(1_993_333, it.value("fleet.peak"), 0.5);
    assertFalse(it.sheet().has("fleet.averagePrinted"));
  }

  /** Tencent and xDiT publish 1904 s with FA2: 5.375 s / 60 / 1904 s x 3600 = 0.169. */
  @Test
  void hunyuanVideoMakesAsManyMinutesAsItsAttentionAllows() {
    ScenarioResult slow = of("hunyuan-video-720p.yaml", "hardware.attention", "fa2");
    ScenarioResult fast = of("hunyuan-video-720p.yaml", "hardware.attention", "fa3");
    double fa2 = slow.value("serving.minutesPerGpuHour");
    double fa3 = fast.value("serving.minutesPerGpuHour");
    assertEquals(5.375, slow.value("serving.clipSeconds"), 1e-9);
    assertTrue(slow.sheet().figure("serving.flopsPerMinute").label().contains("clips of 5.38 s"));
    assertEquals(6.7e18, slow.value("serving.flopsPerMinute"), 0.1e18);
    assertTrue(fa2 >= 0.17 && fa2 <= 0.19, "FA2: " + fa2);
    assertTrue(fa3 >= 0.31 && fa3 <= 0.36, "FA3: " + fa3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0.5", "0.25"})
  void equalUtilizationCancelsInBreakEven(String utilization) {
    ScenarioResult usual = of("article.yaml");
    ScenarioResult it =
        ScenarioResult.of(
            Scenarios.read(
                Path.of("article.yaml"),
                Map.of("training.utilization", utilization, "serving.utilization", utilization)));
    double compute = usual.value("breakEven.compute.low");
    assertEquals(compute, it.value("breakEven.compute.low"), 1e-9 * compute);
    assertEquals(compute, it.value("breakEven.gpuHours.low"), 1e-9 * compute);
  }

  @Test
  void theSideThatUsesItsGpusHalfAsWellCostsTwice() {
    ScenarioResult it = of("article.yaml", "serving.utilization", "0.5");
    double compute = it.value("breakEven.compute.low");
    assertEquals(compute / 2, it.value("breakEven.gpuHours.low"), 1e-9 * compute);
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void everyFigureEndsInSources(String name) {
    Map<String, Figure> all = new HashMap<>();
    for (Figure figure : of(name).figures()) {
      if (figure.source() instanceof Derived derived) {
        derived.inputs().forEach(it -> assertTrue(all.containsKey(it), figure.id() + ": " + it));
      }
      all.put(figure.id(), figure);
    }
    assertTrue(all.values().stream().anyMatch(it -> it.source() instanceof Derived));
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void everyFigureHasAnInterval(String name) {
    ScenarioResult it = of(name);
    Map<String, Uncertain> known = it.uncertain();
    assertEquals(it.figures().size(), known.size());
    it.figures()
        .forEach(
            figure -> assertTrue(known.get(figure.id()).low() <= known.get(figure.id()).high()));
  }

  @Test
  void theWidestInputStandsFirst() {
    ScenarioResult it = of("hunyuan-video-720p.yaml");
    assertEquals("training.samples", it.sheet().tornado("training.usd").get(0).input());
    assertTrue(it.sheet().tornado("serving.flops").isEmpty());
  }

  /** Fewer steps shorten the denoiser and leave text encoders and decoder as they are. */
  @Test
  void distillationTouchesTheDenoiserAlone() {
    ScenarioResult usual = of("hunyuan-video-720p.yaml");
    ScenarioResult fewer = of("hunyuan-video-720p.yaml", "serving.distillation", "0.1");
    double outside = usual.value("model.encoders.seconds") + usual.value("model.decoder.seconds");
    double denoiser = usual.value("model.denoiser.seconds");
    assertTrue(outside > 0);
    assertEquals(0.1 * denoiser + outside, fewer.value("serving.seconds"), 1e-6 * denoiser);
    assertTrue(fewer.value("serving.outside") > usual.value("serving.outside"));
  }

  /** Two cards answer sooner and cost more GPU time, since encoders and decoder run on one. */
  @Test
  void cardsTradeGpuHoursForLatency() {
    ScenarioResult one = of("hunyuan-video-720p.yaml");
    ScenarioResult two = of("hunyuan-video-720p.yaml", "hardware.parallel", "ulysses=2");
    assertTrue(two.value("serving.seconds") < one.value("serving.seconds"));
    assertTrue(two.value("serving.gpuHours") > one.value("serving.gpuHours"));
    assertEquals(2, two.value("hardware.gpus"), 0);
  }

  /** 6.1 kW x 1.2 of a hand-made GPU: (5000 + 1100) W x 1.2 x GPU-hours. */
  @Test
  void energyIsPowerTimesOverheadTimesHours() {
    ScenarioResult it =
        ScenarioResult.of(
            Scenarios.read(
                Path.of("hunyuan-video-720p.yaml"),
                Map.of(
                    "power.gpuWatts", "5000",
                    "power.hostWatts", "1100",
                    "power.pue", "1.2",
                    "prices.gpuHour", "3")));
    double hours = it.value("serving.gpuHours");
    assertEquals(7.32 * hours, it.value("serving.kwh"), 1e-9 * hours);
    assertEquals(3 * hours, it.value("serving.usd"), 1e-9 * hours);
    assertEquals(7.32 * hours * 60 / 5.375, it.value("serving.kwhPerMinute"), 1e-6 * hours);
  }

  @Test
  void theQueueNeedsMoreThanTheAverageAndHidesNothing() {
    ScenarioResult it = of("hunyuan-video-720p.yaml");
    double busy = it.value("fleet.jobsPerSecond") * it.value("fleet.jobSeconds");
    double queue = it.value("fleet.queue");
    // The busiest hour has 1.65 times the mean.
    assertTrue(queue > 1.65 * busy && queue < 1.7 * busy, queue + " for " + busy);
  }

  /** The classes' errors are independent and boards multiply all: the prediction's own spread. */
  @Test
  void theIntervalOfATimeIsThatOfItsPrediction() {
    ScenarioResult it = of("hunyuan-video-720p.yaml");
    Preset preset = Presets.of("HunyuanVideo");
    Request usual = preset.model().orElseThrow().defaults();
    Prediction prediction =
        new Predictor(PublishedEfficiencies.of("h100-sxm"))
            .predict(
                preset.model().orElseThrow(),
                new Request(
                    new Grid(129, 720, 1280),
                    24,
                    usual.textTokens(),
                    1,
                    usual.steps(),
                    usual.passes()),
                new Options("fa3", Execution.COMPILED, Parallelism.NONE, true));
    Uncertain seconds = it.uncertain().get("serving.seconds");
    assertEquals(prediction.seconds(), it.value("serving.seconds"), 1e-9 * prediction.seconds());
    assertEquals(1, seconds.low() / prediction.lowSeconds(), 0.02);
    assertEquals(1, seconds.high() / prediction.highSeconds(), 0.02);
    assertTrue(it.sheet().tornado("serving.seconds").size() >= 4);
  }

  @Test
  void aCalibrationTakesThePlaceOfTheCard() {
    Selection golden =
        new Selection(
            CalibrationFiles.read(
                Path.of("src/test/resources/io/ditgauge/estimator/golden/calibration.json")),
            "torchscript",
            "f32",
            "cpu");
    Scenario images = Scenarios.read(Path.of("dit-xl-2-images.yaml"), Map.of());
    ScenarioResult it = ScenarioResult.of(images, golden);
    Prediction prediction =
        new Predictor(MeasuredEfficiency.of(golden))
            .predict(
                Presets.of("DiT-XL/2").model().orElseThrow(),
                Presets.of("DiT-XL/2").model().orElseThrow().defaults(),
                new Options(
                    MeasuredEfficiency.KERNEL, Execution.TORCHSCRIPT, Parallelism.NONE, true));
    assertEquals(prediction.seconds(), it.value("serving.seconds"), 1e-9 * prediction.seconds());
    assertTrue(it.sheet().item("hardware.gemm.1").source() instanceof Measured);
    Scenario article = Scenarios.read(Path.of("article.yaml"), Map.of());
    ScenarioResult scaled = ScenarioResult.of(article, golden);
    double block =
        golden.calibration().rates().stream()
            .filter(rate -> rate.label().equals("block") && rate.dtype().equals("bf16"))
            .findFirst()
            .orElseThrow()
            .ofTheoretical()
            .orElseThrow();
    assertEquals(4211 / block, scaled.value("training.months.low"), 0.5 / block);
    assertTrue(scaled.uncertain().get("training.months.low").low() < 4211 / block);
    Scenario several =
        Scenarios.read(Path.of("dit-xl-2-images.yaml"), Map.of("hardware.parallel", "ulysses=2"));
    assertThrows(IllegalArgumentException.class, () -> ScenarioResult.of(several, golden));
  }
}
