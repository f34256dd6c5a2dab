package io.ditgauge.kernels.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.Attention;
import io.ditgauge.model.CausalAttention;
import io.ditgauge.model.Conv;
import io.ditgauge.model.DType;
import io.ditgauge.model.GatedMlp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.GroupNorm;
import io.ditgauge.model.LinearAttention;
import io.ditgauge.model.Moe;
import io.ditgauge.model.Op;
import io.ditgauge.model.Resample;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.SparseAttention;
import io.ditgauge.model.Unpatchify;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Formulas of single steps against values worked out by hand. */
class FormulasTest {
  private static final double EXACT = 1e-12;

  private final Ledger ledger = new Ledger();
  private final Pointwise pointwise = new Pointwise(ledger);
  private final Products products = new Products(ledger);

  private static double[] values(OpInputs inputs, String name) {
    return new Inputs(inputs, DType.F32).get(name).values();
  }

  private static double[] run(Op op, OpInputs inputs) {
    return new Control().run(op, inputs, DType.F32);
  }

  /** The normal distribution function is 0.8413447460685429 at 1, 0.9772498680518208 at 2. */
  @Test
  void geluIsTheValueTimesTheNormalDistributionFunction() {
    assertEquals(0.8413447460685429, Pointwise.gelu(1), EXACT);
    assertEquals(0.8413447460685429 - 1, Pointwise.gelu(-1), EXACT);
    assertEquals(2 * 0.9772498680518208, Pointwise.gelu(2), EXACT);
    assertEquals(0, Pointwise.gelu(0), 0);
    assertEquals(40, Pointwise.gelu(40), EXACT);
    assertEquals(0, Pointwise.gelu(-40), EXACT);
  }

  @Test
  void anRmsNormDividesByTheRootOfTheMeanSquareAndScales() {
    double root = Math.sqrt(12.5 + Control.EPSILON);
    double[] normed = pointwise.rmsNorm(Cells.of(3, 4), Cells.of(10, 100)).values();
    assertArrayEquals(new double[] {30 / root, 400 / root}, normed, EXACT);
  }

  @Test
  void aQuarterTurnSwapsThePairAndNegatesTheSecond() {
    Cells turned = pointwise.rotated(Cells.of(1, 2, 3, 4), Cells.of(0, 1), Cells.of(1, 0));
    assertArrayEquals(new double[] {-2, 1, 3, 4}, turned.values(), 0);
  }

  @Test
  void headsOfOneTokenTurnByTheSameAngles() {
    // [B=1, H=2, T=1, K=2] with one angle.
    Cells turned = pointwise.rotated(Cells.of(1, 0, 0, 1), Cells.of(0.6), Cells.of(0.8));
    assertArrayEquals(new double[] {0.6, 0.8, -0.8, 0.6}, turned.values(), 0);
  }

  @Test
  void softmaxOfEqualLogitsIsEven() {
    Cells even = pointwise.softmax(Cells.of(7, 7, 1, 1 + Math.log(3)), 2);
    assertArrayEquals(new double[] {0.5, 0.5, 0.25, 0.75}, even.values(), EXACT);
  }

  @Test
  void aGroupIsNormedAloneAndScaledByChannel() {
    GroupNorm op = new GroupNorm(1, 4, 1, 2);
    OpInputs inputs = OpInputs.of(op, 3);
    double[] x = values(inputs, "x");
    double[] gain = values(inputs, "gain");
    double[] shift = values(inputs, "shift");
    double[] y = run(op, inputs);
    for (int c = 0; c < 4; c++) {
      double half = (x[c] - x[c ^ 1]) / 2; // two channels: the mean lies half way
      double expected = half / Math.sqrt(half * half + Control.EPSILON) * gain[c] + shift[c];
      assertEquals(expected, y[c], EXACT, "channel " + c);
    }
  }

  private double[] convolve(Grid input, Grid kernel, Grid stride, double[] x, double[] w) {
    Conv op = new Conv(1, Conv.Channels.full(1, 1), input, kernel, stride, 0);
    return products.convolution(op, Cells.of(x), Cells.of(w)).values();
  }

  private static double[] ones(int count) {
    double[] result = new double[count];
    Arrays.fill(result, 1);
    return result;
  }

  @Test
  void aConvolutionSumsItsWindowAndZerosOutsideTheImage() {
    Grid side = Grid.square(3);
    double[] sums = convolve(side, side, Grid.cube(1), ones(9), ones(9));
    assertArrayEquals(new double[] {4, 6, 4, 6, 9, 6, 4, 6, 4}, sums, 0);
  }

  @Test
  void aStrideOfTwoOverAnEvenImagePadsBelowAndRight() {
    double[] x = new double[16];
    Arrays.setAll(x, i -> i);
    double[] corner = {1, 0, 0, 0, 0, 0, 0, 0, 0};
    double[] picked = convolve(Grid.square(4), Grid.square(3), Grid.square(2), x, corner);
    assertArrayEquals(new double[] {0, 2, 8, 10}, picked, 0);
  }

  @Test
  void aKernelInTimeMeetsTheFramesBeforeAndAfter() {
    Grid video = new Grid(3, 1, 1);
    double[] y = convolve(video, video, Grid.cube(1), new double[] {1, 10, 100}, ones(3));
    assertArrayEquals(new double[] {11, 111, 110}, y, 0);
  }

  @Test
  void groupsKeepChannelsApart() {
    Conv op = new Conv(1, Conv.Channels.depthwise(2), Grid.square(1), Grid.square(1));
    Cells y = products.convolution(op, Cells.of(3, 5), Cells.of(10, 100));
    assertArrayEquals(new double[] {30, 500}, y.values(), 0);
  }

  @Test
  void aPatchIsPutBackWithItsChannelsLast() {
    // Two tokens side by side, patch 1x2, two channels.
    Unpatchify op = new Unpatchify(1, 2, new Grid(1, 1, 4), new Grid(1, 1, 2));
    OpInputs inputs = OpInputs.of(op, 5);
    double[] x = values(inputs, "x");
    double[] expected = {x[0], x[2], x[4], x[6], x[1], x[3], x[5], x[7]};
    assertArrayEquals(expected, run(op, inputs), 0);
  }

  @Test
  void anEnlargedImageRepeatsItsElements() {
    Resample op = new Resample(1, 1, new Grid(1, 1, 2), new Grid(1, 2, 2));
    OpInputs inputs = OpInputs.of(op, 5);
    double[] x = values(inputs, "x");
    assertArrayEquals(
        new double[] {x[0], x[0], x[1], x[1], x[0], x[0], x[1], x[1]}, run(op, inputs), 0);
  }

  @Test
  void aCausalTokenSeesWhatCameBeforeAndTheFirstOneItself() {
    CausalAttention op = new CausalAttention(1, 1, 1, 3, 2);
    OpInputs inputs = OpInputs.of(op, 7);
    double[] v = values(inputs, "v");
    double[] y = run(op, inputs);
    assertArrayEquals(Arrays.copyOf(v, 2), Arrays.copyOf(y, 2), EXACT);
    double[] last = run(new Attention(1, 1, 3, 2), inputs);
    assertArrayEquals(Arrays.copyOfRange(last, 4, 6), Arrays.copyOfRange(y, 4, 6), EXACT);
  }

  @Test
  void attendingToAllIsFullAttentionAndToOneIsTheToken() {
    OpInputs inputs = OpInputs.of(new Attention(2, 2, 5, 3), 7);
    double[] full = run(new Attention(2, 2, 5, 3), inputs);
    assertArrayEquals(full, run(new SparseAttention(2, 2, 5, 5, 3), inputs), EXACT);
    assertArrayEquals(values(inputs, "v"), run(new SparseAttention(2, 2, 5, 1, 3), inputs), EXACT);
  }

  @Test
  void headsShareKeysInRuns() {
    Sdpa op = new Sdpa(1, 4, 2, 1, 1, 1);
    OpInputs inputs = OpInputs.of(op, 7);
    double[] v = values(inputs, "v");
    assertArrayEquals(new double[] {v[0], v[0], v[1], v[1]}, run(op, inputs), EXACT);
  }

  @Test
  void linearAttentionOfOneTokenIsItsValueWhereTheProductIsPositive() {
    LinearAttention op = new LinearAttention(1, 20, 1, 1);
    OpInputs inputs = OpInputs.of(op, 7);
    double[] q = values(inputs, "q");
    double[] k = values(inputs, "k");
    double[] v = values(inputs, "v");
    double[] y = run(op, inputs);
    for (int i = 0; i < 20; i++) {
      assertEquals(q[i] > 0 && k[i] > 0 ? v[i] : 0, y[i], 1e-9, "head " + i);
    }
  }

  @Test
  void oneExpertIsAGatedFeedForwardPart() {
    OpInputs inputs = OpInputs.of(new Moe(3, 1, 1, 1, 1), 7);
    double[] x = values(inputs, "x");
    double[] w1 = values(inputs, "w1");
    double w2 = values(inputs, "w2")[0];
    double[] expected = new double[3];
    for (int i = 0; i < 3; i++) {
      expected[i] = w2 * Pointwise.silu(w1[0] * x[i]) * (w1[1] * x[i]);
    }
    assertArrayEquals(expected, run(new Moe(3, 1, 1, 1, 1), inputs), EXACT);
    assertArrayEquals(expected, run(new GatedMlp(3, 1, 1, 0), inputs), EXACT);
  }
}
