package io.ditgauge.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ditgauge.model.Copy;
import io.ditgauge.model.DType;
import io.ditgauge.model.Op;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every kernel of every backend promises beside the right numbers. */
class KernelContractTest {
  private static final long SEED = 47;

  @ParameterizedTest
  @EnumSource(Backend.class)
  void thereIsNoOutputBeforeTheFirstRun(Backend id) {
    try (KernelBackend backend = id.open(Device.CPU, 2)) {
      for (Op op : TinyOps.on(id, DType.F32)) {
        try (Kernel kernel = backend.prepare(op, OpInputs.of(op, SEED), DType.F32)) {
          String message =
              assertThrows(IllegalStateException.class, kernel::output, op.toString()).getMessage();
          assertEquals("no output yet: call run() first", message);
        }
      }
    }
  }

  /** A kernel that changed an input would compute something else the next time. */
  @ParameterizedTest
  @EnumSource(Backend.class)
  void repeatedRunsGiveTheSameOutputBitForBit(Backend id) {
    try (KernelBackend backend = id.open(Device.CPU, 2)) {
      for (DType dtype : DType.values()) {
        if (id.support(dtype, Device.CPU).possible()) {
          TinyOps.on(id, dtype).forEach(op -> repeated(backend, op, dtype));
        }
      }
    }
  }

  private static void repeated(KernelBackend backend, Op op, DType dtype) {
    try (Kernel kernel = backend.prepare(op, OpInputs.of(op, SEED), dtype)) {
      kernel.run();
      float[] first = kernel.output();
      assertEquals(op.work().elementsWritten(), first.length, op.toString());
      for (int i = 0; i < 5; i++) {
        kernel.run();
      }
      assertArrayEquals(first, kernel.output(), op + " " + dtype);
      assertArrayEquals(first, kernel.output(), "reading an output must not change it");
    }
  }

  /** Two kernels of a backend at a time, as the small copy and the measured one are. */
  @ParameterizedTest
  @EnumSource(Backend.class)
  void kernelsOfOneBackendDoNotDisturbEachOther(Backend id) {
    try (KernelBackend backend = id.open(Device.CPU, 2)) {
      for (Op op : TinyOps.on(id, DType.F32)) {
        try (Kernel one = backend.prepare(op, OpInputs.of(op, SEED), DType.F32)) {
          one.run();
          float[] before = one.output();
          try (Kernel other = backend.prepare(op, OpInputs.of(op, SEED + 1), DType.F32)) {
            other.run();
          }
          assertArrayEquals(before, one.output(), op.toString());
          one.run();
          assertArrayEquals(before, one.output(), op.toString());
        }
      }
    }
  }

  /** Above 2^20 elements the data of a copy are a repeated pattern: its seams must be right. */
  @ParameterizedTest
  @EnumSource(Backend.class)
  void aLargeCopyRepeatsItsPatternToTheLastElement(Backend id) {
    int period = 1 << 20;
    Copy op = new Copy(2L * period + 12_345);
    try (KernelBackend backend = id.open(Device.CPU, 2);
        Kernel kernel = backend.prepare(op, OpInputs.of(op, SEED), DType.F32)) {
      kernel.run();
      float[] output = kernel.output();
      assertEquals(op.elements(), output.length);
      assertEquals(false, output[0] == output[1]);
      for (int i = period; i < output.length; i++) {
        if (output[i] != output[i - period]) {
          assertEquals(output[i - period], output[i], "element " + i);
        }
      }
    }
  }
}
