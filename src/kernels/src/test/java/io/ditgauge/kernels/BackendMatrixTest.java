package io.ditgauge.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.DType;
import io.ditgauge.model.Op;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every backend x op x dtype against the control, on fresh data each build. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackendMatrixTest {
  private static final long SEED = Long.getLong("ditgauge.seed", System.nanoTime() & 0xffffff);

  private int checked;

  @ParameterizedTest
  @EnumSource(Backend.class)
  void agreesWithTheControlOnEveryOp(Backend id) {
    Set<DType> supported = EnumSet.noneOf(DType.class);
    try (KernelBackend backend = id.open(Device.CPU, 2)) {
      for (DType dtype : DType.values()) {
        if (!id.support(dtype, Device.CPU).possible()) {
          continue;
        }
        supported.add(dtype);
        for (Op op : TinyOps.ALL) {
          Agreement agreement = Agreement.check(backend, op, dtype, SEED);
          String what = id + " " + op + " " + dtype + ": " + agreement.describe();
          assertTrue(agreement.holds(), what + " (-Dditgauge.seed=" + SEED + ")");
          checked++;
        }
      }
    }
    assertTrue(supported.contains(DType.F32), id + " must run float32");
  }

  @AfterAll
  void theWholeMatrixRan() {
    // Three backends in float32 and TorchScript in bfloat16: nothing may be skipped silently.
    assertEquals(4 * TinyOps.ALL.size(), checked);
  }
}
