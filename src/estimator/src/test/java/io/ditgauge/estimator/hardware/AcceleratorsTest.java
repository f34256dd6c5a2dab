package io.ditgauge.estimator.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcceleratorsTest {
  @Test
  void readsTheDenseDataSheetOfAnH100() {
    DataSheet sheet = Accelerators.of("H100 SXM5");
    assertEquals(989.4e12, sheet.bf16FlopsPerSecond().orElseThrow(), 1);
    assertEquals(494.7e12, sheet.tf32FlopsPerSecond().orElseThrow(), 1);
    assertEquals(66.9e12, sheet.fp32FlopsPerSecond().orElseThrow(), 1);
    assertEquals(3352e9, sheet.memoryBytesPerSecond());
    assertEquals("SXM5", sheet.formFactor());
    assertTrue(sheet.source().contains("data sheet"), sheet.source());
  }

  @Test
  void hasNoBfloat16PeakWhereTheMatrixUnitsHaveNone() {
    assertEquals(Optional.empty(), Accelerators.of("V100 SXM2").bf16FlopsPerSecond());
    assertEquals(125e12, Accelerators.of("V100 SXM2").f16FlopsPerSecond().orElseThrow(), 1);
    assertEquals(Optional.empty(), Accelerators.of("T4").bf16FlopsPerSecond());
  }

  @Test
  void refusesAnUnknownNameAndNamesTheNearest() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Accelerators.of("H100 SMX5"))
            .getMessage();
    assertTrue(message.startsWith("unknown accelerator 'H100 SMX5'"), message);
    assertTrue(message.contains("H100 SXM5"), message);
    String driver =
        assertThrows(IllegalArgumentException.class, () -> Accelerators.of("NVIDIA H100 80GB HBM3"))
            .getMessage();
    assertTrue(driver.contains("H100 "), driver);
  }

  @Test
  void readsEachRowOfTheTable() {
    assertTrue(Accelerators.names().size() > 40);
    for (String name : Accelerators.names()) {
      assertEquals(name, Accelerators.of(name).name());
    }
  }
}
