package io.ditgauge.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other ways to compute the same attention give the same numbers. */
class VariantTest {
  private static final long SEED = Long.getLong("ditgauge.seed", System.nanoTime() & 0xffffff);

  /** Two whole chunks of keys and a piece of a third. */
  private static final Attention LONG = new Attention(1, 2, 600, 8);

  private static final Map<Backend, Set<Variant>> EXPECTED =
      Map.of(
          Backend.TORCHSCRIPT,
          EnumSet.allOf(Variant.class),
          Backend.DJL,
          EnumSet.of(Variant.DEFAULT, Variant.NAIVE, Variant.CHUNKED),
          Backend.ND4J,
          EnumSet.of(Variant.DEFAULT, Variant.NAIVE));

  @ParameterizedTest
  @EnumSource(Backend.class)
  void eachAgreesWithTheControl(Backend id) {
    try (KernelBackend backend = id.open(Device.CPU, 2)) {
      for (DType dtype : DType.values()) {
        if (id.support(dtype, Device.CPU).possible()) {
          for (Variant variant : EXPECTED.get(id)) {
            Agreement agreement = Agreement.check(backend, LONG, variant, dtype, SEED);
            String what = id + " " + variant + " " + dtype + ": " + agreement.describe();
            assertTrue(agreement.holds(), what + " (-Dditgauge.seed=" + SEED + ")");
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void supportTellsWhichABackendHas(Backend id) {
    Set<Variant> actual = EnumSet.noneOf(Variant.class);
    Arrays.stream(Variant.values())
        .filter(variant -> id.support(LONG, variant, DType.F32, Device.CPU).possible())
        .forEach(actual::add);
    assertEquals(EXPECTED.get(id), actual);
  }

  @Test
  void aWayThatABackendLacksIsRefusedByName() {
    String reason = "backend djl has no fused kernel for attention";
    assertEquals(reason, Backend.DJL.support(LONG, Variant.FUSED, DType.F32, Device.CPU).reason());
    try (KernelBackend backend = Backend.DJL.open(Device.CPU, 1)) {
      OpInputs inputs = OpInputs.of(LONG, 1);
      KernelException e =
          assertThrows(
              KernelException.class, () -> backend.prepare(LONG, inputs, DType.F32, Variant.FUSED));
      assertEquals(reason, e.getMessage());
    }
  }

  @Test
  void mostOpsHaveOneWay() {
    Support support =
        Backend.TORCHSCRIPT.support(new Copy(4), Variant.NAIVE, DType.F32, Device.CPU);
    assertEquals("backend torchscript has no naive kernel for copy", support.reason());
  }
}
