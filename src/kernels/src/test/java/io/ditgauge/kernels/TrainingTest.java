package io.ditgauge.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.kernels.reference.FiniteDifferences;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forward and backward as one: the gradients are those of finite differences of the control. */
class TrainingTest {
  private static final long SEED = Long.getLong("ditgauge.seed", System.nanoTime() & 0xffffff);
  private static final List<Op> OPS =
      List.of(
          new Gemm(6, 10, 14),
          new Linear(6, 10, 14, 0),
          new Linear(6, 10, 14, 1),
          new Attention(2, 3, 10, 4),
          new Mlp(2, 5, 8, 12),
          new DitBlock(2, 5, 12, 3, 10));

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"F32", "BF16"})
  void everyGradientAgreesWithFiniteDifferences(DType dtype) {
    try (KernelBackend backend = Backend.TORCHSCRIPT.open(Device.CPU, 2)) {
      for (Op op : OPS) {
        Agreement agreement = Agreement.checkTraining(backend, op, dtype, SEED);
        String what = op + " " + dtype + ": " + agreement.describe();
        assertTrue(agreement.holds(), what + " (-Dditgauge.seed=" + SEED + ")");
        assertTrue(agreement.output() > 0, "rounding must show: " + op);
      }
    }
  }

  /** The derivative of x w^T by x is w, by w it is x, each weighed by the output's gradient. */
  @Test
  void finiteDifferencesOfAProductAreTheOtherFactor() {
    Gemm op = new Gemm(1, 1, 3);
    OpInputs inputs = OpInputs.of(op, 5);
    float[] x = inputs.get("x").values(DType.F32);
    float[] w = inputs.get("w").values(DType.F32);
    double dy = inputs.outputGradient().values(DType.F32)[0];
    Map<String, double[]> gradients = FiniteDifferences.of(op, inputs, DType.F32);
    for (int i = 0; i < 3; i++) {
      assertEquals(dy * w[i], gradients.get("x")[i], 1e-9);
      assertEquals(dy * x[i], gradients.get("w")[i], 1e-9);
    }
  }

  @Test
  void aKernelGivesTheGradientOfEveryInputAndChangesNone() {
    for (Op op : OPS) {
      OpInputs inputs = OpInputs.of(op, SEED);
      long elements = inputs.tensors().stream().mapToLong(Tensor::elements).sum();
      try (KernelBackend backend = Backend.TORCHSCRIPT.open(Device.CPU, 1);
          Kernel kernel = backend.prepareTraining(op, inputs, DType.F32)) {
        assertThrows(IllegalStateException.class, kernel::output);
        kernel.run();
        float[] first = kernel.output();
        assertEquals(elements, first.length, op.toString());
        kernel.run();
        assertArrayEquals(first, kernel.output(), op.toString());
      }
    }
  }

  @Test
  void whatHasNoBackwardHasAReason() {
    for (Op op : OPS) {
      assertTrue(Backend.TORCHSCRIPT.trainingSupport(op, DType.BF16, Device.CPU).possible());
      Support djl = Backend.DJL.trainingSupport(op, DType.F32, Device.CPU);
      assertEquals("backend djl has no backward; use backend=torchscript", djl.reason());
      assertFalse(Backend.TORCHSCRIPT.trainingSupport(op, DType.F16, Device.CPU).possible());
    }
    Copy copy = new Copy(4);
    assertEquals(
        "backend torchscript (forward and backward) has no kernel for copy",
        Backend.TORCHSCRIPT.trainingSupport(copy, DType.F32, Device.CPU).reason());
    try (KernelBackend backend = Backend.ND4J.open(Device.CPU, 1)) {
      OpInputs inputs = OpInputs.of(copy, 1);
      KernelException e =
          assertThrows(
              KernelException.class, () -> backend.prepareTraining(copy, inputs, DType.F32));
      assertEquals("this backend has no backward of copy", e.getMessage());
    }
  }
}
