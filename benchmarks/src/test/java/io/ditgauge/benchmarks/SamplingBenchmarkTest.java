package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.benchmarks.plan.Kind;
import io.ditgauge.estimator.sheet.Chain;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingBenchmarkTest {
  @ParameterizedTest
  @ValueSource(strings = {"hunyuan-video-720p.yaml", "dit-xl-2-images.yaml"})
  void runsTheWholeChain(String scenario) {
    Chain chain = SamplingBenchmark.chain(scenario);
    for (String end :
        List.of(
            "training.usd",
            "training.kwh",
            "serving.usd",
            "serving.kwh",
            "breakEven.compute",
            "breakEven.usd",
            "fleet.average",
            "fleet.peak")) {
      assertTrue(chain.names().contains(end), end + " of " + chain.names());
    }
    assertTrue(chain.inputs().size() >= 5, chain.inputs().keySet().toString());
  }

  @Test
  void isInNoPlan() {
    for (Kind kind : Kind.values()) {
      assertFalse(kind.benchmark().contains("SamplingBenchmark"), kind.benchmark());
    }
  }
}
