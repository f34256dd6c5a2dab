package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.model.DType;
import org.junit.jupiter.api.Test;

/** What the vectors compute is what one lane at a time computes. */
class VectorFmaTest {
  @Test
  void everyLaneOfEveryChainTakesEveryStep() {
    for (int steps : new int[] {0, 1, 7, 20}) {
      double floats = VectorFma.expected(DType.F32, steps);
      assertEquals(floats, VectorFma.floats(steps), 1e-5 * Math.max(1, floats));
      double doubles = VectorFma.expected(DType.F64, steps);
      assertEquals(doubles, VectorFma.doubles(steps), 1e-12 * Math.max(1, doubles));
    }
  }

  /** Twelve chains starting at 0 to 11: their sum is 66 a lane, and after one step 66 / 2 + 12. */
  @Test
  void theFirstStepIsKnown() {
    int lanes = VectorFma.macsOfAStep(DType.F64) / VectorFma.CHAINS;
    assertEquals(66.0 * lanes, VectorFma.doubles(0));
    assertEquals(45.0 * lanes, VectorFma.doubles(1));
  }
}
