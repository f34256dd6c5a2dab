package io.ditgauge.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DTypeTest {
  @ParameterizedTest
  @CsvSource({"f64,8", "f32,4", "bf16,2", "f16,2"})
  void eachIdentifierHasItsSize(String id, int bytes) {
    assertEquals(bytes, DType.of(id).bytes());
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void theIdentifierIsReadBack(DType dtype) {
    assertEquals(dtype, DType.of(dtype.id()));
  }

  @Test
  void theIdentifierIsTheSameUnderATurkishLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals("bf16", DType.BF16.id());
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fp32", "F32", "", "bfloat16", "f32 "})
  void anUnknownTypeIsNamedWithTheKnownOnes(String id) {
    String message = assertThrows(IllegalArgumentException.class, () -> DType.of(id)).getMessage();
    assertEquals("unknown dtype '" + id + "'; use one of f64, f32, bf16, f16, tf32, f8", message);
  }
}
