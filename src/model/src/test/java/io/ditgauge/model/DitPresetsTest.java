package io.ditgauge.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DitPresetsTest {
  @Test
  void thereAreTwelveEachFoundByItsName() {
    assertEquals(12, DitPresets.all().size());
    for (DitModel model : DitPresets.all()) {
      assertEquals(model, DitPresets.of(model.name()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DiT-XL-2, DiT-XL/2",
    "dit-xl/2, DiT-XL/2",
    "DiT-L/22, DiT-L/2",
    "DitB/4, DiT-B/4",
    "S/8, DiT-S/8"
  })
  void anUnknownModelNamesTheNearest(String typed, String nearest) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> DitPresets.of(typed)).getMessage();
    assertTrue(
        message.startsWith("unknown model '" + typed + "'; did you mean " + nearest + "?"),
        message);
    assertTrue(message.contains("DiT-S/8, DiT-S/4, DiT-S/2, DiT-B/8"), message);
  }

  @Test
  void anEmptyAndAVeryLongNameAreUnknownToo() {
    assertThrows(IllegalArgumentException.class, () -> DitPresets.of(""));
    assertThrows(IllegalArgumentException.class, () -> DitPresets.of("x".repeat(1_000_000)));
  }
}
