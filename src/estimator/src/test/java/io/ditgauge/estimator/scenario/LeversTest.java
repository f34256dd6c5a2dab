package io.ditgauge.estimator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.source.Published;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fewer steps, caching, guidance, batches and memory, held against published numbers. */
class LeversTest {
  private static final String HUNYUAN = "hunyuan-video-720p.yaml";

  private static ScenarioResult of(String name, Map<String, String> changes) {
    return ScenarioResult.of(Scenarios.read(Path.of(name), changes));
  }

  /**
   * PromptTea (arXiv 2507.06739), HunyuanVideo on one H100: of 85.16 PFLOP and 1825.67 s TeaCache
   * leaves 52.80 and 1130.90, its fast setting 39.85 and 842.22.
   */
  @ParameterizedTest
  @CsvSource({"52.80, 1130.90", "39.85, 842.22"})
  void cachingSavesTimeAsItSavesWork(double petaflops, double seconds) {
    String share = "{value: " + petaflops / 85.16 + ", source: caching}";
    ScenarioResult usual = of(HUNYUAN, Map.of("hardware.attention", "fa2"));
    ScenarioResult cached =
        of(HUNYUAN, Map.of("hardware.attention", "fa2", "serving.caching", share));
    double found = cached.value("serving.seconds") / usual.value("serving.seconds");
    assertEquals(seconds / 1825.67, found, 0.03);
    assertTrue(cached.sheet().item("serving.caching").source() instanceof Published);
  }

  /** FastHunyuan's card: 6 steps in the place of 50 make it around 8 times as fast. */
  @Test
  void fewerStepsLeaveTheStagesOutside() {
    String share = "{value: 0.12, source: distillation}";
    double usual = of(HUNYUAN, Map.of()).value("serving.seconds");
    double fast = of(HUNYUAN, Map.of("serving.distillation", share)).value("serving.seconds");
    assertEquals(8, usual / fast, 1.2);
    assertTrue(usual / fast < 50.0 / 6, "encoders and decoder stay: " + usual / fast);
  }

  /** One pass in the place of two halves the denoiser: Meng et al., arXiv 2210.03142. */
  @Test
  void distilledGuidanceHalvesTheDenoiser() {
    String share = "{value: 0.5, source: guidance}";
    ScenarioResult usual = of("wan-14b-720p.yaml", Map.of());
    ScenarioResult one = of("wan-14b-720p.yaml", Map.of("serving.guidance", share));
    assertEquals(
        usual.value("model.denoiser.seconds") / 2,
        usual.value("serving.seconds") - one.value("serving.seconds"),
        1e-9 * usual.value("serving.seconds"));
  }

  /**
   * FLUX.1-dev, compiled, on an H100 (sayakpaul/diffusers-torchao): 4.209 s alone, 15.948 s in a
   * batch of 4, 31.685 s in a batch of 8: 6 % more images an hour. In a language model it would be
   * almost eight times as many.
   */
  @Test
  void batchesAreNoLever() {
    ScenarioResult flux =
        ScenarioResult.of(
            Scenarios.parse(
                "flux",
                """
                title: FLUX
                model:
                  preset: FLUX.1-dev
                  steps: 28
                hardware:
                  card: h200-sxm
                  attention: fa2
                """,
                Map.of()));
    assertEquals(4 * 4.209 / 15.948, flux.value("serving.batch4"), 0.06);
    assertEquals(8 * 4.209 / 31.685, flux.value("serving.batch8"), 0.06);
    assertTrue(flux.value("serving.batch8") >= flux.value("serving.batch2"));
  }

  /** 11.9e9 parameters of FLUX.1-dev in bf16; it fits on 80 GB only with few images at once. */
  @Test
  void saysTheMemoryOfEachStage() {
    ScenarioResult flux =
        ScenarioResult.of(
            Scenarios.parse("flux", "title: FLUX\nmodel:\n  preset: FLUX.1-dev\n", Map.of()));
    assertEquals(2 * 11.9e9, flux.value("memory.denoiser.weights"), 0.1e9);
    double weights =
        flux.value("memory.denoiser.weights")
            + flux.value("memory.encoders.weights")
            + flux.value("memory.decoder.weights");
    double activations =
        Math.max(
            flux.value("memory.denoiser.activations"), flux.value("memory.encoders.activations"));
    assertEquals(weights + activations, flux.value("memory.card"), 1);
    ScenarioResult two = of(HUNYUAN, Map.of("hardware.parallel", "ulysses=2"));
    assertTrue(two.value("memory.card") < of(HUNYUAN, Map.of()).value("memory.card"));
  }

  @Test
  void electricityIsEnergyTimesItsPrice() {
    ScenarioResult it = of(HUNYUAN, Map.of("prices.kwh", "0.5"));
    assertEquals(it.value("serving.kwh") / 2, it.value("serving.electricity"), 1e-12);
    assertEquals(it.value("training.kwh") / 2, it.value("training.electricity"), 1e-6);
    double minute = it.value("serving.electricity") * 60 / 5.375;
    assertEquals(minute, it.value("serving.electricityPerMinute"), 1e-9 * minute);
    assertFalse(of("article.yaml", Map.of()).sheet().has("serving.electricity"));
  }
}
