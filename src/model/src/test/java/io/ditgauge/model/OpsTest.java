package io.ditgauge.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpsTest {
  private static String messageOf(String type, Map<String, Long> dimensions) {
    return assertThrows(IllegalArgumentException.class, () -> Ops.of(type, dimensions))
        .getMessage();
  }

  @Test
  void anUnknownTypeNamesTheKnownOnes() {
    String message = messageOf("gem", Map.of());
    assertTrue(message.contains("'gem'"), message);
    assertTrue(message.contains("gemm, group-norm, joint-block"), message);
  }

  @Test
  void anUnknownDimensionNamesThoseOfTheOp() {
    String message = messageOf("gemm", Map.of("m", 1L, "n", 1L, "q", 1L));
    assertEquals("unknown dimension 'q' of gemm; it has [m, n, k]", message);
  }

  @Test
  void aMissingDimensionIsNamed() {
    assertEquals("missing dimension 'k' of gemm", messageOf("gemm", Map.of("m", 1L, "n", 1L)));
  }

  @Test
  void aDimensionThatTheOpRefusesIsNamed() {
    String message = messageOf("copy", Map.of("elements", -3L));
    assertTrue(message.contains("elements=-3 (in copy)"), message);
  }

  @Test
  void dimensionsKeepTheOrderOfTheRecordAndCannotBeChanged() {
    Map<String, Long> dimensions = new DitBlock(1, 2, 6, 3, 5).dimensions();
    assertEquals(
        List.of("batch", "tokens", "width", "heads", "hidden"),
        new ArrayList<>(dimensions.keySet()));
    assertThrows(UnsupportedOperationException.class, () -> dimensions.put("batch", 7L));
  }

  @Test
  void aShortDescriptionNamesTypeAndDimensions() {
    assertEquals(new JointBlock(1, 16, 8, 64, 4, 256), Ops.parse("joint-block:1x16x8x64x4x256"));
    for (String bad : List.of("gem:1x2x3", "gemm", "gemm:1x2", "gemm:1x2xa", "gemm:1x2x3x4")) {
      assertThrows(IllegalArgumentException.class, () -> Ops.parse(bad), bad);
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> Ops.parse("gemm:1x2")).getMessage();
    assertEquals("an op must be gemm:mxnxk in elements: gemm:1x2", message);
  }
}
