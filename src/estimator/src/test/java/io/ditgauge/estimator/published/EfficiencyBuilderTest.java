package io.ditgauge.estimator.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.run.JsonFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EfficiencyBuilderTest {
  private static final Path SHIPPED = Path.of("src/main/resources/io/ditgauge/estimator/published");

  static java.util.List<String> names() {
    return PublishedEfficiencies.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theShippedFileIsWhatTheKernelTablesGive(String name) throws IOException {
    byte[] built = JsonFiles.bytes(EfficiencyBuilder.build(name));
    if (Boolean.getBoolean("ditgauge.golden.update")) {
      JsonFiles.writeAtomically(SHIPPED.resolve(name + ".json").toAbsolutePath(), built);
      return;
    }
    try (InputStream in = PublishedEfficiencies.class.getResourceAsStream(name + ".json")) {
      assertEquals(
          new String(in.readAllBytes(), StandardCharsets.UTF_8),
          new String(built, StandardCharsets.UTF_8));
    }
  }

  @Test
  void matrixProductsOfUnseenWeightsArePredicted() {
    EfficiencyRecord.HeldOut heldOut = EfficiencyBuilder.build("h100-sxm").gemm().heldOut();
    assertTrue(heldOut.points() > 7000, heldOut.toString());
    assertTrue(heldOut.median() <= 0.03, heldOut.toString());
    assertTrue(heldOut.p90() <= 0.10, heldOut.toString());
  }

  @Test
  void attentionOfUnseenLengthsIsPredicted() {
    for (EfficiencyRecord.Attention it : EfficiencyBuilder.build("h100-sxm").attention()) {
      if (it.kernel().equals("fa3") && it.headWidth() <= 80) {
        assertTrue(it.heldOut().points() > 1000, it.toString());
        assertTrue(it.heldOut().median() <= 0.05, it.toString());
        assertTrue(it.heldOut().p90() <= 0.15, it.toString());
      }
    }
  }

  @Test
  void aCardsPowerLimitSetsItsRate() {
    assertEquals(1, EfficiencyBuilder.powerShare(700), 1e-12);
    assertEquals(0.62, EfficiencyBuilder.powerShare(350), 0.03);
    assertEquals(0.736, EfficiencyBuilder.powerShare(500), 0.06);
  }
}
