package io.ditgauge.estimator.article;

import static io.ditgauge.estimator.article.CalibrationFixture.block;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.estimator.source.Measured;
import io.ditgauge.estimator.source.Transferred;
import io.ditgauge.model.DitPresets;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class ArticleChainTest {
  private static final double TOLERANCE = 1e-3;
  private static final Estimate ARTICLE = ArticleChain.estimate(Optional.empty());

  @Test
  void reproducesTheRecomputedClaimsOfTheArticle() throws IOException {
    List<CSVRecord> claims = claims();
    assertEquals(21, claims.size());
    for (CSVRecord claim : claims) {
      // The article's number at peak holds its factor 2 for a utilization of 50%.
      String column = claim.get("id").equals("F10") ? "article-50" : "article-100";
      close(claim.get("id"), number(claim, "recomputed"), value(ARTICLE, claim.get("id"), column));
    }
  }

  @Test
  void reproducesTheCorrectedClaimsWhenTwoFlopAreCountedForAMac() throws IOException {
    Estimate estimate =
        ArticleChain.estimate(
            Optional.of(
                CalibrationFixture.of(false, block("torchscript", "bf16", Optional.of(1.0)))));
    Set<String> rounded = Set.of("F1", "F6", "F10");
    int compared = 0;
    for (CSVRecord claim : claims()) {
      String corrected = claim.get("corrected");
      if (corrected.isEmpty() || rounded.contains(claim.get("id"))) {
        continue;
      }
      close(
          claim.get("id"),
          Double.parseDouble(corrected),
          value(estimate, claim.get("id"), "calibrated-2"));
      compared++;
    }
    assertEquals(16, compared);
  }

  @Test
  void halvesEveryHardwareTimeOnceAtFiftyPerCent() {
    for (String time : List.of("T3", "T4", "T12", "T13", "F6", "F10")) {
      close(time, 2 * value(ARTICLE, time, "article-100"), value(ARTICLE, time, "article-50"));
    }
    for (String count : List.of("T2", "T10", "T11", "I1", "I3", "I6", "I8", "I9", "F5")) {
      close(count, value(ARTICLE, count, "article-100"), value(ARTICLE, count, "article-50"));
    }
  }

  @Test
  void putsTheMeasuredUtilizationOnTheHardwareTimes() {
    Estimate estimate =
        ArticleChain.estimate(
            Optional.of(
                CalibrationFixture.of(false, block("torchscript", "bf16", Optional.of(0.8)))));
    close("T12", 4211.31 / 0.8, value(estimate, "T12", "calibrated"));
    close("T12", 8422.61 / 0.8, value(estimate, "T12", "calibrated-2"));
    close("I7", 2.51468 * 0.8, value(estimate, "I7", "calibrated-2"));
    close("I8", value(estimate, "I8", "calibrated"), value(estimate, "I8", "calibrated-2"));
    close(
        "F10",
        value(estimate, "F5", "calibrated-2") / (24 * 2.51468 * 0.8) * 4,
        value(estimate, "F10", "calibrated-2"));
    close("low", 0.8 / 1.25, input(estimate, "utilization.low").value());
    close("high", 0.8 / 0.8, input(estimate, "utilization.high").value());
  }

  @Test
  void takesTheBestBlockInBf16BeforeAnyInF32() {
    Calibration calibration =
        CalibrationFixture.of(
            false,
            block("nd4j", "f32", Optional.of(0.9)),
            block("slow", "bf16", Optional.of(0.4)),
            block("torchscript", "bf16", Optional.of(0.6)),
            block("unknown", "bf16", Optional.empty()));
    Estimate estimate = ArticleChain.estimate(Optional.of(calibration));
    assertEquals(0.6, value(estimate, "U", "calibrated"));
    assertTrue(estimate.notes().stream().noneMatch(note -> note.contains("no bf16 block")));
  }

  @Test
  void takesF32WithANoteWhereThereIsNoBf16() {
    Calibration calibration =
        CalibrationFixture.of(
            false,
            block("nd4j", "f32", Optional.of(0.5)),
            block("torchscript", "f32", Optional.of(0.7)),
            block("torchscript", "f64", Optional.of(0.9)));
    Estimate estimate = ArticleChain.estimate(Optional.of(calibration));
    assertEquals(0.7, value(estimate, "U", "calibrated"));
    assertTrue(estimate.notes().stream().anyMatch(note -> note.contains("no bf16 block")));
  }

  @Test
  void saysFromWhichMachineAUtilizationWasTransferred() {
    Estimate estimate =
        ArticleChain.estimate(
            Optional.of(
                CalibrationFixture.of(false, block("torchscript", "bf16", Optional.of(0.8)))));
    Transferred source =
        assertInstanceOf(Transferred.class, input(estimate, "utilization").source());
    assertEquals("m-3f9a2b7c41d0 (A CPU)", source.fromMachine());
    Measured measured = assertInstanceOf(Measured.class, source.original());
    assertEquals("20261125T013000Z-abc1234", measured.run());
    assertEquals("block|backend=torchscript|dtype=bf16", measured.key());
    assertTrue(
        estimate.notes().stream().anyMatch(note -> note.contains("does not predict an H100")));
  }

  @Test
  void derivesEveryRowFromFiguresOfTheSameEstimate() {
    for (Estimate estimate :
        List.of(
            ARTICLE,
            ArticleChain.estimate(
                Optional.of(
                    CalibrationFixture.of(
                        false, block("torchscript", "bf16", Optional.of(0.8))))))) {
      Set<String> known = estimate.inputs().stream().map(Figure::id).collect(Collectors.toSet());
      assertEquals(estimate.inputs().size(), known.size(), "ids of inputs must be unique");
      Set<String> seen = new HashSet<>(known);
      for (EstimateRow row : estimate.rows()) {
        for (Figure figure : row.figures()) {
          Derived derived = assertInstanceOf(Derived.class, figure.source(), figure.id());
          assertTrue(seen.containsAll(derived.inputs()), figure.id() + " from " + derived.inputs());
          assertEquals(row.unit(), figure.unit());
        }
        row.figures().forEach(figure -> assertTrue(seen.add(figure.id()), figure.id()));
      }
    }
  }

  @Test
  void warnsAboutAProvisionalCalibration() {
    Estimate estimate =
        ArticleChain.estimate(
            Optional.of(
                CalibrationFixture.of(true, block("torchscript", "bf16", Optional.of(0.8)))));
    assertTrue(estimate.warnings().get(0).startsWith("provisional"), estimate.warnings().get(0));
    assertTrue(ARTICLE.warnings().isEmpty());
  }

  @Test
  void repeatsOnlyTheWarningsThatTouchTheRateUsed() {
    Calibration plain =
        CalibrationFixture.of(false, block("torchscript", "bf16", Optional.of(0.8)));
    String touching = "too fast: block|backend=torchscript|dtype=bf16";
    Estimate estimate =
        ArticleChain.estimate(
            Optional.of(CalibrationFixture.warning(plain, List.of("too fast: gemm", touching))));
    assertEquals(List.of(touching), estimate.warnings());
    assertTrue(estimate.notes().stream().anyMatch(note -> note.contains("warns of 1 thing")));
  }

  @Test
  void refusesACalibrationWithoutABlock() {
    Calibration calibration =
        CalibrationFixture.of(
            false,
            CalibrationFixture.rate(
                DitPresets.of("DiT-XL/2").block(2, 256).mlp(),
                "mlp",
                "nd4j",
                "f32",
                Optional.of(0.5)));
    String message = refused(calibration);
    assertTrue(message.contains("no rate of a DiT block"), message);
    assertTrue(message.contains("measure one"), message);
  }

  @Test
  void refusesABlockWithoutATheoreticalCeiling() {
    String message =
        refused(CalibrationFixture.of(false, block("torchscript", "f32", Optional.empty())));
    assertTrue(message.contains("theoretical ceiling"), message);
    assertTrue(message.contains("cpu=A CPU"), message);
  }

  private static String refused(Calibration calibration) {
    return assertThrows(
            EstimateException.class, () -> ArticleChain.estimate(Optional.of(calibration)))
        .getMessage();
  }

  private static double value(Estimate estimate, String row, String column) {
    int index = estimate.columns().stream().map(EstimateColumn::id).toList().indexOf(column);
    return estimate.rows().stream()
        .filter(candidate -> candidate.id().equals(row))
        .findFirst()
        .orElseThrow()
        .figures()
        .get(index)
        .value();
  }

  private static Figure input(Estimate estimate, String id) {
    return estimate.inputs().stream()
        .filter(figure -> figure.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static void close(String what, double expected, double actual) {
    assertEquals(expected, actual, TOLERANCE * Math.abs(expected), what);
  }

  private static double number(CSVRecord claim, String column) {
    return Double.parseDouble(claim.get(column));
  }

  private static List<CSVRecord> claims() throws IOException {
    try (Reader reader =
        new InputStreamReader(
            ArticleChainTest.class.getResourceAsStream("claims.csv"), StandardCharsets.UTF_8)) {
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(reader)
          .getRecords();
    }
  }
}
