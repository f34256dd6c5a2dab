package io.ditgauge.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.DType;
import io.ditgauge.model.Op;
import io.ditgauge.model.Ops;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Kernels whose calls take the weights of one layer after the other. */
class LayersTest {
  private static final Op LINEAR = Ops.parse("linear:5x7x3x1");

  /** The activations of the first and the weights of the second, multiplied out. */
  private static float[] product(OpInputs activations, OpInputs weights) {
    float[] x = activations.get("x").values(DType.F32);
    float[] w = weights.get("w").values(DType.F32);
    float[] b = weights.get("b").values(DType.F32);
    float[] y = new float[5 * 3];
    for (int row = 0; row < 5; row++) {
      for (int out = 0; out < 3; out++) {
        double sum = b[out];
        for (int in = 0; in < 7; in++) {
          sum += (double) x[row * 7 + in] * w[out * 7 + in];
        }
        y[row * 3 + out] = (float) sum;
      }
    }
    return y;
  }

  @Test
  void callsTakeTheWeightsInTurnOnTheActivationsOfTheFirst() {
    List<OpInputs> layers = List.of(OpInputs.of(LINEAR, 3), OpInputs.of(LINEAR, 4));
    try (KernelBackend backend = Backend.TORCHSCRIPT.open(Device.CPU, 2);
        Kernel kernel = backend.prepareLayers(LINEAR, layers, DType.F32)) {
      assertThrows(IllegalStateException.class, kernel::output);
      for (int call = 0; call < 4; call++) {
        kernel.run();
        float[] expected = product(layers.get(0), layers.get(call % 2));
        assertArrayEquals(expected, kernel.output(), 1e-5f, "call " + call);
      }
    }
  }

  @Test
  void whatHasNoWeightsInTurnSaysWhoHas() {
    Support no = Backend.ND4J.layersSupport(LINEAR, DType.F32, Device.CPU);
    assertFalse(no.possible());
    assertEquals("backend nd4j takes no weights in turn; use backend=torchscript", no.reason());
    assertTrue(Backend.TORCHSCRIPT.layersSupport(LINEAR, DType.F32, Device.CPU).possible());
    try (KernelBackend backend = Backend.ND4J.open(Device.CPU, 2)) {
      assertThrows(
          KernelException.class,
          () -> backend.prepareLayers(LINEAR, List.of(OpInputs.of(LINEAR, 1)), DType.F32));
    }
  }
}
