package io.ditgauge.estimator.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.roofline.AttentionModel;
import io.ditgauge.estimator.run.JsonFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EfficiencyBuilderTest {
  private static final Path SHIPPED = Path.of("src/main/resources/io/ditgauge/estimator/published");

  static List<String> names() {
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

  /**
   * Generations by kernels: README of flash-attention, core.py of SageAttention, cuDNN's matrix.
   */
  @ParameterizedTest
  @CsvSource({
    "h100-sxm, fa3, cudnn fa2 fa3 naive sage",
    "h20, fa3, cudnn fa2 fa3 naive sage",
    "a100-sxm, fa2, cudnn fa2 naive sage",
    "l40s, fa2, cudnn fa2 naive sage",
    "l20, fa2, cudnn fa2 naive sage",
    "b200, cudnn, cudnn fa2 naive"
  })
  void aCardHasTheKernelsThatRunOnIt(String name, String usual, String kernels) {
    AttentionModel attention = PublishedEfficiencies.of(name).attention();
    assertEquals(usual, attention.usual());
    assertEquals(kernels, String.join(" ", attention.kernels()));
  }

  /** Those with rows of the card in attention-rates.csv; all others are another's. */
  @ParameterizedTest
  @CsvSource({
    "a100-sxm, fa2 128 sage 128",
    "l40s, fa2 64 fa2 72 fa2 80",
    "l20, ''",
    "h20, cudnn 128 cudnn 64 fa2 128 fa2 64 fa3 128 fa3 64 sage 128",
    "b200, cudnn 128 fa2 128",
    "h100-nvl, ''"
  })
  void whatIsNotOfTheCardIsTransferred(String name, String own) {
    List<EfficiencyRecord.Attention> all = PublishedEfficiencies.record(name).attention();
    String published =
        String.join(
            " ",
            all.stream()
                .filter(it -> it.origin().equals("Published"))
                .map(it -> it.kernel() + " " + it.headWidth())
                .toList());
    assertEquals(own, published);
    for (EfficiencyRecord.Attention it : all) {
      assertEquals(it.borrowed(), it.transferSpread() > 0, it.toString());
    }
  }

  /** 0.87: FlashAttention-2 forward and backward on an A100, 176 over 203 TFLOP/s (its README). */
  @Test
  void headWidthsOfFlashAttention2KeepTheirRatio() {
    AttentionModel a100 = PublishedEfficiencies.of("a100-sxm").attention();
    double narrow = 64 / a100.timing("fa2", 128, 16384, 16384, 64).seconds();
    double wide = 128 / a100.timing("fa2", 128, 16384, 16384, 128).seconds();
    assertEquals(0, Math.log(narrow / wide / (176.0 / 203)), 0.06);
  }

  /** 210 and 640 GB/s all-to-all: NVIDIA GTC25 S72583. */
  @Test
  void cardsWithCollectivesOfTheirOwnHaveThem() {
    assertEquals(
        210e9,
        PublishedEfficiencies.record("a100-sxm").link().orElseThrow().allToAllBytesPerSecond());
    assertEquals(
        640e9, PublishedEfficiencies.record("b200").link().orElseThrow().allToAllBytesPerSecond());
  }
}
