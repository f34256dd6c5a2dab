package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.benchmarks.plan.Kind;
import io.ditgauge.model.DitModel;
import io.ditgauge.model.DitPresets;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.preset.Presets;
import org.junit.jupiter.api.Test;

class CountingBenchmarkTest {
  @Test
  void addsUpEveryPreset() {
    CountingBenchmark benchmark = new CountingBenchmark();
    assertEquals(0.0, benchmark.countAllPresets());
    benchmark.readPresets();
    double all = benchmark.countAllPresets();
    double paper = DitPresets.all().stream().mapToDouble(CountingBenchmarkTest::flops).sum();
    double flux = flux();
    assertTrue(all >= (paper + flux) * (1 - 1e-12), all + " < " + paper + " + " + flux);
  }

  private static double flops(DitModel model) {
    return model.forwardWork(1, 256).flops();
  }

  private static double flux() {
    Model model = Presets.of("FLUX.1-dev").model().orElseThrow();
    return model.forward(model.defaults()).counts().flops().value();
  }

  @Test
  void isInNoPlan() {
    for (Kind kind : Kind.values()) {
      assertFalse(kind.benchmark().contains("CountingBenchmark"), kind.benchmark());
    }
  }
}
