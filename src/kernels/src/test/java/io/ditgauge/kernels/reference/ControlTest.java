package io.ditgauge.kernels.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.AdaLn;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DType;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Patchify;
import org.junit.jupiter.api.Test;

/** The control agrees with formulas written out by hand. */
class ControlTest {
  private static final double EXACT = 1e-12;

  private static double[] values(OpInputs inputs, String name) {
    float[] floats = inputs.get(name).values(DType.F32);
    double[] result = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      result[i] = floats[i];
    }
    return result;
  }

  private static double[] run(Op op, OpInputs inputs) {
    return new Control().run(op, inputs, DType.F32);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void aTwoByTwoProductIsFourDotProductsWithTheRowsOfTheWeight() {
    Gemm op = new Gemm(2, 2, 2);
    OpInputs inputs = OpInputs.of(op, 11);
    double[] x = values(inputs, "x");
    double[] w = values(inputs, "w");
    double[] expected = {
      x[0] * w[0] + x[1] * w[1],
      x[0] * w[2] + x[1] * w[3],
      x[2] * w[0] + x[3] * w[1],
      x[2] * w[2] + x[3] * w[3]
    };
    assertArrayEquals(expected, run(op, inputs), EXACT);
  }

  @Test
  void aCopyIsTheInput() {
    Copy op = new Copy(9);
    OpInputs inputs = OpInputs.of(op, 3);
    assertArrayEquals(values(inputs, "x"), run(op, inputs), 0);
  }

  @Test
  void patchesOfAFourByFourImageAreReadRowByRowFromTheTopLeft() {
    Patchify op = new Patchify(1, 1, 4, 2, 1);
    OpInputs inputs = OpInputs.of(op, 17);
    double[] x = values(inputs, "x");
    double[] w = values(inputs, "w");
    double b = values(inputs, "b")[0];
    int[][] pixels = {{0, 1, 4, 5}, {2, 3, 6, 7}, {8, 9, 12, 13}, {10, 11, 14, 15}};
    double[] expected = new double[4];
    for (int t = 0; t < 4; t++) {
      expected[t] = b;
      for (int k = 0; k < 4; k++) {
        expected[t] += w[k] * x[pixels[t][k]];
      }
    }
    assertArrayEquals(expected, run(op, inputs), EXACT);
  }

  @Test
  void aPatchHoldsItsChannelsOneAfterTheOther() {
    Patchify op = new Patchify(1, 2, 2, 2, 1);
    OpInputs inputs = OpInputs.of(op, 19);
    double[] x = values(inputs, "x");
    double[] w = values(inputs, "w");
    double expected = values(inputs, "b")[0];
    for (int i = 0; i < 8; i++) {
      expected += w[i] * x[i];
    }
    assertArrayEquals(new double[] {expected}, run(op, inputs), EXACT);
  }

  @Test
  void oneTokenAttendsToItselfOnly() {
    Attention op = new Attention(2, 3, 1, 5);
    OpInputs inputs = OpInputs.of(op, 23);
    assertArrayEquals(values(inputs, "v"), run(op, inputs), EXACT);
  }

  @Test
  void twoTokensAreWeighedByTheSigmoidOfTheDifferenceOfTheirScaledScores() {
    Attention op = new Attention(1, 1, 2, 4);
    OpInputs inputs = OpInputs.of(op, 29);
    double[] q = values(inputs, "q");
    double[] k = values(inputs, "k");
    double[] v = values(inputs, "v");
    double[] expected = new double[8];
    for (int i = 0; i < 2; i++) {
      double difference = 0;
      for (int d = 0; d < 4; d++) {
        difference += q[i * 4 + d] * (k[d] - k[4 + d]);
      }
      double first = sigmoid(difference / 2); // sqrt(4)
      for (int d = 0; d < 4; d++) {
        expected[i * 4 + d] = first * v[d] + (1 - first) * v[4 + d];
      }
    }
    assertArrayEquals(expected, run(op, inputs), EXACT);
  }

  @Test
  void modulationAppliesSiluBeforeTheLinearMap() {
    AdaLn op = new AdaLn(1, 1, 2);
    OpInputs inputs = OpInputs.of(op, 31);
    double c = values(inputs, "c")[0];
    double[] wm = values(inputs, "wm");
    double[] bm = values(inputs, "bm");
    double silu = c * sigmoid(c);
    double[] expected = {wm[0] * silu + bm[0], wm[1] * silu + bm[1]};
    assertArrayEquals(expected, run(op, inputs), EXACT);
  }

  /** 0.5 h (1 + tanh z) is h sigmoid(2 z): the same function, written another way. */
  @Test
  void theFeedForwardPartUsesTheTanhFormOfGelu() {
    Mlp op = new Mlp(1, 1, 1, 1);
    double largest = 0;
    for (long seed = 1; seed <= 200; seed++) {
      OpInputs inputs = OpInputs.of(op, seed);
      double h = values(inputs, "w1")[0] * values(inputs, "x")[0] + values(inputs, "b1")[0];
      double gelu = h * sigmoid(1.5957691216057308 * (h + 0.044715 * h * h * h));
      double expected = values(inputs, "w2")[0] * gelu + values(inputs, "b2")[0];
      assertEquals(expected, run(op, inputs)[0], EXACT, "seed " + seed);
      largest = Math.max(largest, Math.abs(h));
    }
    // Around 2 the tanh form and the exact one differ most: the data must have reached it.
    assertEquals(2, Math.min(2, largest), EXACT);
  }

  private static Modulation modulation(double[] values, int chunks, long tokens, long width) {
    return new Modulation(new Ledger(), Cells.of(values), chunks, tokens, width);
  }

  private static Cells normed(double... x) {
    return new Pointwise(new Ledger()).layerNorm(Cells.of(x), x.length);
  }

  @Test
  void zeroGatesLeaveTheResidualAlone() {
    double[] x = {1, -2, 3, 4, 5, -6};
    Cells y = Cells.of(9, 9, 9, 9, 9, 9);
    Modulation zero = modulation(new double[6 * 3], 6, 2, 3);
    assertArrayEquals(x, zero.gatedSum(Cells.of(x), y, 2).values(), 0);
    assertArrayEquals(x, zero.gatedSum(Cells.of(x), y, 5).values(), 0);
  }

  @Test
  void aNormHasMeanZeroAndVarianceOne() {
    double side = Math.sqrt(1.5);
    assertArrayEquals(new double[] {-side, 0, side}, normed(10, 20, 30).values(), 1e-7);
  }

  @Test
  void shiftsAndScalesBelongToTheirImageAndColumn() {
    // Two images of one token, width 2, chunks: shift, scale.
    Modulation modulation = modulation(new double[] {10, 20, 1, 2, 30, 40, 3, 4}, 2, 1, 2);
    double[] modulated = modulation.modulated(Cells.of(-1, 1, 1, -1), 0, 1).values();
    double[] expected = {-1 * 2 + 10, 1 * 3 + 20, 1 * 4 + 30, -1 * 5 + 40};
    assertArrayEquals(expected, modulated, EXACT);
    Cells gated = modulation.gatedSum(Cells.of(0, 0, 0, 0), Cells.of(1, 1, 1, 1), 1);
    assertArrayEquals(new double[] {1, 2, 3, 4}, gated.values(), EXACT);
  }

  @Test
  void bfloat16InputsGiveAnotherResultThanFloat32() {
    Gemm op = new Gemm(2, 2, 8);
    OpInputs inputs = OpInputs.of(op, 37);
    double exact = run(op, inputs)[0];
    double rounded = new Control().run(op, inputs, DType.BF16)[0];
    assertEquals(exact, rounded, 0.1);
    assertEquals(true, Math.abs(exact - rounded) > 1e-6);
  }
}
