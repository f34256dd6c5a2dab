package io.ditgauge.estimator.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceTest {
  @Test
  void saysWhereAFigureComesFromInOneLine() {
    Source measured = new Measured("20261125T013000Z-0a1b2c3", "gemm|backend=nd4j");
    assertEquals("measured, run 20261125T013000Z-0a1b2c3, gemm|backend=nd4j", measured.describe());
    assertEquals(
        "transferred from m-3f9a (Intel Xeon): " + measured.describe(),
        new Transferred("m-3f9a (Intel Xeon)", measured).describe());
    assertEquals(
        "data sheet: H100 (https://example.org/h100, 2026-11-25)",
        new Datasheet("H100", "https://example.org/h100", "2026-11-25").describe());
    assertEquals(
        "published: DiT (arXiv 2212.09748, 2022-12-19)",
        new Published("DiT", "arXiv 2212.09748", "2022-12-19").describe());
    assertEquals("assumed: round number", new Assumed("round number").describe());
    assertEquals(
        "derived: flops / seconds, from flops, seconds",
        new Derived("flops / seconds", List.of("flops", "seconds")).describe());
  }

  @Test
  void refusesASourceThatSaysNothing() {
    assertThrows(IllegalArgumentException.class, () -> new Assumed(" "));
    assertThrows(IllegalArgumentException.class, () -> new Assumed("two\nlines"));
    assertThrows(IllegalArgumentException.class, () -> new Derived("a", List.of()));
    assertThrows(NullPointerException.class, () -> new Figure("id", "label", 1, "FLOP", null));
  }

  @Test
  void refusesAFigureThatIsNotFinite() {
    Source source = new Assumed("test");
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> new Figure("flops", "Training compute", value, "FLOP", source));
      assertTrue(e.getMessage().contains("flops=" + value + " FLOP"), e.getMessage());
    }
  }
}
