package io.ditgauge.estimator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitHistogramTest {
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, 86_400})
  void findsQuantilesToABin(double scale) {
    WaitHistogram waits = new WaitHistogram();
    for (int i = 1; i <= 10_000; i++) {
      waits.add(i * scale);
    }
    for (double share : new double[] {0.5, 0.95, 0.99, 1}) {
      double exact = share * 10_000 * scale;
      double found = waits.quantile(share);
      assertTrue(found >= exact && found <= exact * 1.008, share + ": " + found);
    }
    assertEquals(1, waits.waiting());
  }

  @Test
  void knowsJobsThatDidNotWait() {
    WaitHistogram waits = new WaitHistogram();
    for (int i = 0; i < 100; i++) {
      waits.add(i < 97 ? 0 : 5);
    }
    assertEquals(100, waits.count());
    assertEquals(0.03, waits.waiting(), 1e-12);
    assertEquals(0, waits.quantile(0.95));
    assertEquals(5, waits.quantile(0.99), 0.04);
  }

  @Test
  void keepsWaitsOfAnyLength() {
    WaitHistogram waits = new WaitHistogram();
    waits.add(Double.MIN_VALUE);
    waits.add(1e300);
    assertEquals(1, waits.waiting());
    assertEquals(0x1p-20, waits.quantile(0.5), 0x1p-26);
    assertTrue(waits.quantile(1) > 1e11);
  }
}
