package io.ditgauge.estimator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.model.Gemm;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Parameters that a combination carries only where they depart from the usual. */
class VariationTest {
  private static final Map<String, String> USUAL =
      Map.of("pass", "forward", "cache", "warm", "calls", "1", "threads", "cores");

  @Test
  void theUsualIsLeftOutSoThatKeysOfOldRunsStay() {
    assertEquals(Map.of(), Variation.departing(USUAL));
    assertEquals(
        Map.of("cache", "cold", "image", "warm"),
        Variation.departing(Map.of("cache", "cold", "image", "warm", "pass", "forward")));
    assertEquals("", Variation.describe(USUAL));
    assertEquals("", Variation.describe(Map.of()));
  }

  @Test
  void whatDepartsIsToldInWords() {
    Map<String, String> all =
        Map.of("pass", "training", "cache", "cold", "calls", "8", "threads", "1");
    assertEquals("training, cold, 1 thread, 8 calls", Variation.describe(all));
    assertEquals(OptionalInt.of(1), Variation.threads(all));
    assertEquals(OptionalInt.empty(), Variation.threads(USUAL));
    assertEquals(8, Variation.calls(all));
    assertEquals(1, Variation.calls(Map.of()));
  }

  @Test
  void onlyTrainingChangesTheWorkOfACall() {
    Gemm op = new Gemm(2, 3, 5);
    assertEquals(30, Variation.work(op, Map.of("cache", "cold", "calls", "8")).macs());
    assertEquals(90, Variation.work(op, Map.of("pass", "training")).macs());
  }
}
