package io.ditgauge.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.kernels.reference.Control;
import io.ditgauge.kernels.reference.FiniteDifferences;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A wrong kernel is found out, also where the residual hides it. */
class AgreementTest {
  private static final long SEED = 43;
  private static final DitBlock BLOCK = new DitBlock(2, 16, 48, 4, 192);
  private static final Mlp MLP = new Mlp(2, 8, 24, 96);

  /** A backend that is right but for what {@code fault} does to its output. */
  private record Faulty(UnaryOperator<float[]> fault) implements KernelBackend {
    @Override
    public Kernel prepare(Op op, OpInputs inputs, DType dtype, Variant variant) {
      double[] right = new Control().run(op, inputs, dtype);
      float[] output = new float[right.length];
      for (int i = 0; i < right.length; i++) {
        output[i] = (float) right[i];
      }
      return new Fixed(fault.apply(output));
    }

    @Override
    public Kernel prepareTraining(Op op, OpInputs inputs, DType dtype) {
      List<float[]> gradients = new ArrayList<>();
      for (double[] gradient : FiniteDifferences.of(op, inputs, dtype).values()) {
        float[] floats = new float[gradient.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) gradient[i];
        }
        gradients.add(floats);
      }
      return new Fixed(fault.apply(Outputs.joined(gradients)));
    }

    @Override
    public Map<String, String> versions() {
      return Map.of();
    }

    @Override
    public void close() {}
  }

  private static final class Fixed implements Kernel {
    private final float[] output;

    Fixed(float[] output) {
      this.output = output;
    }

    @Override
    public Object run() {
      return output;
    }

    @Override
    public float[] output() {
      return output;
    }

    @Override
    public void close() {}
  }

  private static Agreement check(Op op, DType dtype, UnaryOperator<float[]> fault) {
    return Agreement.check(new Faulty(fault), op, dtype, SEED);
  }

  /** The output of a block whose update y - x is scaled. */
  private static UnaryOperator<float[]> scaledUpdate(DType dtype, float factor) {
    float[] x = OpInputs.of(BLOCK, SEED).get("x").values(dtype);
    return y -> {
      for (int i = 0; i < y.length; i++) {
        y[i] = x[i] + factor * (y[i] - x[i]);
      }
      return y;
    };
  }

  private static UnaryOperator<float[]> element(int index, float value) {
    return y -> {
      y[index] = value;
      return y;
    };
  }

  @Test
  void aRightKernelAgreesAtEachElementType() {
    for (DType dtype : new DType[] {DType.F32, DType.BF16}) {
      Agreement agreement = check(BLOCK, dtype, y -> y);
      assertTrue(agreement.holds(), agreement.describe());
      assertTrue(agreement.output() > 0, "rounding to float must show");
    }
  }

  @Test
  void aBlockThatIsWrongOnlyInItsUpdateFailsAlthoughItsOutputPasses() {
    Agreement agreement = check(BLOCK, DType.BF16, scaledUpdate(DType.BF16, 1.013f));
    assertTrue(agreement.output() < agreement.tolerance(), agreement.describe());
    assertEquals(0.013, agreement.update(), 1e-4);
    assertFalse(agreement.holds(), agreement.describe());
  }

  @Test
  void aBlockWithoutUpdateFails() {
    Agreement agreement = check(BLOCK, DType.BF16, scaledUpdate(DType.BF16, 0));
    assertEquals(1, agreement.update(), 1e-9);
    assertFalse(agreement.holds(), agreement.describe());
  }

  @Test
  void anErrorJustAboveTheToleranceFailsAndJustBelowItPasses() {
    assertFalse(check(MLP, DType.F32, y -> scaled(y, 1 + 6e-6f)).holds());
    assertTrue(check(MLP, DType.F32, y -> scaled(y, 1 + 4e-6f)).holds());
    assertFalse(check(MLP, DType.BF16, y -> scaled(y, 1.011f)).holds());
    assertTrue(check(MLP, DType.BF16, y -> scaled(y, 1.009f)).holds());
  }

  private static float[] scaled(float[] y, float factor) {
    for (int i = 0; i < y.length; i++) {
      y[i] *= factor;
    }
    return y;
  }

  @Test
  void oneOutputThatIsNotANumberFails() {
    assertFalse(check(MLP, DType.F32, element(5, Float.NaN)).holds());
    assertFalse(check(BLOCK, DType.BF16, element(5, Float.NaN)).holds());
  }

  @Test
  void anInfiniteOutputFails() {
    assertFalse(check(MLP, DType.F32, element(0, Float.POSITIVE_INFINITY)).holds());
  }

  @Test
  void anOutputOfAnotherLengthFails() {
    assertFalse(check(MLP, DType.F32, y -> new float[y.length - 1]).holds());
    assertFalse(check(MLP, DType.F32, y -> Arrays.copyOf(y, y.length + 1)).holds());
    assertFalse(check(BLOCK, DType.F32, y -> new float[0]).holds());
  }

  @Test
  void outputsInAnotherOrderFail() {
    assertFalse(
        check(
                BLOCK,
                DType.BF16,
                y -> {
                  float first = y[0];
                  System.arraycopy(y, 1, y, 0, y.length - 1);
                  y[y.length - 1] = first;
                  return y;
                })
            .holds());
  }

  private static Agreement checkTraining(UnaryOperator<float[]> fault) {
    return Agreement.checkTraining(new Faulty(fault), new Mlp(1, 2, 3, 4), DType.F32, SEED);
  }

  @Test
  void oneWrongElementOfOneGradientFails() {
    assertTrue(checkTraining(y -> y).holds());
    assertFalse(checkTraining(element(7, 0)).holds()); // the second weight of the first layer
  }

  @Test
  void gradientsOfAnotherLengthFail() {
    assertFalse(checkTraining(y -> Arrays.copyOf(y, y.length - 1)).holds());
    assertFalse(checkTraining(y -> Arrays.copyOf(y, y.length + 1)).holds());
    assertFalse(checkTraining(y -> new float[0]).holds());
  }

  @Test
  void tolerancesAreThoseThatTheProjectPromises() {
    assertEquals(5e-6, Agreement.tolerance(DType.F32));
    assertEquals(1e-2, Agreement.tolerance(DType.BF16));
    assertEquals(5e-6, Agreement.gradientTolerance(DType.F32));
  }

  /** Models of two to four blocks in bfloat16 came to 1.02e-2 at worst, of 15 seeds each. */
  @Test
  void aWholeModelMayErrTwiceAsMuchInSixteenBitsAlone() {
    Grid two = Grid.square(2);
    Op whole = new DitForward(1, 1, two, two, new DitForward.Stack(1, 2, 1, 2, 1));
    assertEquals(2e-2, Agreement.tolerance(whole, DType.BF16));
    assertEquals(4e-3, Agreement.tolerance(whole, DType.F16));
    assertEquals(5e-6, Agreement.tolerance(whole, DType.F32));
    assertEquals(1e-2, Agreement.tolerance(BLOCK, DType.BF16));
  }
}
