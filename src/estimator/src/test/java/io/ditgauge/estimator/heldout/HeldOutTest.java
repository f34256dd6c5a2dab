package io.ditgauge.estimator.heldout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.run.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statistics of a held-out suite, by hand, and its file. */
class HeldOutTest {
  private static final double EPSILON = 1e-12;

  @TempDir private Path folder;

  private static HeldOutCase one(long batch, double predicted, HeldOutRound... rounds) {
    return new HeldOutCase(
        "DiT-S/2",
        256,
        batch,
        "torchscript",
        batch % 2 == 0 ? "bf16" : "f32",
        predicted,
        predicted / 1.1,
        predicted * 1.1,
        false,
        List.of(rounds));
  }

  private static HeldOutRecord suite(List<HeldOutCase> cases) {
    return new HeldOutRecord(
        HeldOutRecord.FORMAT,
        HeldOutRecord.VERSION,
        "r1",
        "m-1",
        "A CPU",
        "abc1234",
        5,
        "2026-11-25T00:00:00Z",
        Optional.empty(),
        cases);
  }

  @Test
  void theDriftOfTheMachineIsDividedOutRoundByRound() {
    HeldOutCase it =
        one(
            1,
            1.0,
            new HeldOutRound(1, 1.0, 3, 1.0),
            new HeldOutRound(2, 3.0, 3, 2.0),
            new HeldOutRound(3, 1.5, 3, 1.25));
    assertEquals(1.2, it.measuredSeconds(), EPSILON); // of 1, 1.5 and 1.2
    assertEquals(1.5, it.rawSeconds(), EPSILON);
    assertEquals(1.25, it.drift(), EPSILON);
    assertEquals(Math.log(1.2), it.error(), EPSILON);
    assertEquals(Math.log(1.5), it.rawError(), EPSILON);
    assertFalse(it.covered()); // 1.2 is above 1.1
  }

  @Test
  void anEvenNumberOfRoundsHasTheMeanOfTheMiddleTwo() {
    HeldOutCase it = one(1, 1.0, new HeldOutRound(1, 1.0, 3, 1), new HeldOutRound(2, 1.1, 3, 1));
    assertEquals(1.05, it.measuredSeconds(), EPSILON);
    assertTrue(it.covered());
  }

  /** Errors 0.01, 0.02 ... 0.10: the median is 0.055 and the element at 9 of 10 is 0.10. */
  @Test
  void theSummaryHasMedianAndNinetiethPercentileOfTheMeasuredCases() {
    List<HeldOutCase> cases = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      cases.add(one(i, Math.exp(0.01 * i), new HeldOutRound(1, 1.0, 3, 1)));
    }
    cases.add(one(11, 5.0)); // not measured: no part of it
    HeldOutSummary all = HeldOutSummary.of(cases).get("all");
    assertEquals(10, all.cases());
    assertEquals(0.055, all.median(), EPSILON);
    assertEquals(0.10, all.p90(), EPSILON);
    assertEquals(0.9, all.coverage(), EPSILON); // ln 1.1 = 0.0953 covers nine
    assertEquals(
        List.of("all", "torchscript bf16", "torchscript f32"),
        List.copyOf(HeldOutSummary.of(cases).keySet()));
    assertEquals(5, HeldOutSummary.of(cases).get("torchscript f32").cases());
  }

  @Test
  void withoutMeasurementsThereIsNoSummary() {
    assertTrue(HeldOutSummary.of(List.of(one(1, 1.0))).isEmpty());
    assertThrows(IllegalStateException.class, () -> one(1, 1.0).measuredSeconds());
  }

  @Test
  void whatIsWrittenIsRead() {
    Path file = folder.resolve(HeldOutFiles.HELDOUT_JSON);
    HeldOutRecord suite = suite(List.of(one(1, 1.0, new HeldOutRound(1, 1.0, 3, 1)), one(2, 2.0)));
    HeldOutFiles.write(file, suite);
    assertEquals(suite, HeldOutFiles.read(file));
  }

  @Test
  void aCaseTwiceOrARoundTwiceIsRefused() {
    Path file = folder.resolve(HeldOutFiles.HELDOUT_JSON);
    HeldOutRound round = new HeldOutRound(1, 1.0, 3, 1);
    String twice =
        assertThrows(
                FileFormatException.class,
                () -> HeldOutFiles.write(file, suite(List.of(one(1, 1.0), one(1, 2.0)))))
            .getMessage();
    assertTrue(twice.contains("stands twice") && twice.contains("batch 1"), twice);
    String rounds =
        assertThrows(
                FileFormatException.class,
                () -> HeldOutFiles.write(file, suite(List.of(one(1, 1.0, round, round)))))
            .getMessage();
    assertTrue(rounds.contains("counts once"), rounds);
    assertFalse(Files.exists(file));
  }

  @Test
  void hostileFilesAreRefused() throws IOException {
    Path file = folder.resolve(HeldOutFiles.HELDOUT_JSON);
    HeldOutFiles.write(file, suite(List.of(one(1, 1.0, new HeldOutRound(1, 1.0, 3, 1)))));
    String good = Files.readString(file);
    for (String bad :
        List.of(
            good.substring(0, good.length() / 2),
            good.replace("\"drift\": 1.0", "\"drift\": -1.0"),
            good.replace("\"drift\": 1.0", "\"drift\": NaN"),
            good.replace("\"batch\"", "\"bach\""),
            good.replace("\"version\": 1", "\"version\": 2"))) {
      Files.writeString(file, bad);
      assertThrows(FileFormatException.class, () -> HeldOutFiles.read(file), bad);
    }
  }

  @Test
  void aPredictionOutsideItsIntervalIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new HeldOutCase("M", 256, 1, "djl", "f32", 3, 1, 2, false, List.of()));
  }
}
