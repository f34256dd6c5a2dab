package io.ditgauge.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class WorkTest {
  private static final Work WORK = new Work(10, 20, 30, 40);
  private static final long MAX = Long.MAX_VALUE;

  private static void assertTooLarge(String values, Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.contains("below 2^63: " + values), message);
  }

  @Test
  void aMacIsTwoFlopsAndElementwiseOperationsAreNone() {
    assertEquals(20, WORK.flops());
  }

  @Test
  void bytesAreElementsReadAndWrittenTimesTheirSize() {
    assertEquals(70 * 4, WORK.bytes(DType.F32));
    assertEquals(70 * 2, WORK.bytes(DType.BF16));
  }

  @Test
  void sumsAddEachCount() {
    assertEquals(new Work(11, 22, 33, 44), WORK.plus(new Work(1, 2, 3, 4)));
    assertEquals(WORK, WORK.plus(Work.NONE));
  }

  @Test
  void repetitionMultipliesEachCount() {
    assertEquals(new Work(30, 60, 90, 120), WORK.times(3));
    assertEquals(Work.NONE, WORK.times(0));
    Gemm gemm = new Gemm(2, 3, 5);
    assertEquals(gemm.work().times(7), new CountedOp("gemm", gemm, 7).work());
  }

  @Test
  void aNegativeCountIsNamed() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Work(0, -1, 0, 0)).getMessage();
    assertTrue(message.contains("elementwiseOps=-1"), message);
    assertThrows(IllegalArgumentException.class, () -> new Work(-1, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Work(0, 0, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Work(0, 0, 0, -1));
    assertEquals(
        "count must not be negative: count=-2",
        assertThrows(IllegalArgumentException.class, () -> WORK.times(-2)).getMessage());
  }

  @Test
  void overflowIsAnErrorThatNamesTheValuesAndNeverWraps() {
    assertTooLarge("2 x " + MAX, () -> new Work(MAX, 0, 0, 0).flops());
    assertTooLarge(MAX + " + 1", () -> new Work(0, 0, MAX, 1).bytes(DType.F16));
    assertTooLarge(MAX / 2 + " x 4", () -> new Work(0, 0, MAX / 2, 0).bytes(DType.F32));
    assertTooLarge(MAX + " + 10", () -> new Work(MAX, 0, 0, 0).plus(WORK));
    assertTooLarge("10 x " + MAX, () -> WORK.times(MAX));
  }
}
