package io.ditgauge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.heldout.HeldOutCase;
import io.ditgauge.estimator.heldout.HeldOutRecord;
import io.ditgauge.estimator.heldout.HeldOutRound;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A held-out suite as people and programs read it, the same under every locale. */
class HeldOutReportTest {
  private static final Locale BEFORE = Locale.getDefault();

  private static HeldOutReport report() {
    HeldOutCase measured =
        new HeldOutCase(
            "DiT-XL/2",
            256,
            2,
            "torchscript",
            "f32",
            1.5,
            1.4,
            1.6,
            false,
            List.of(new HeldOutRound(1, 1.44, 3, 0.96), new HeldOutRound(2, 1.6, 3, 1.0)));
    HeldOutCase planned =
        new HeldOutCase("DiT-L/2", 512, 1, "nd4j", "f32", 1, 0.9, 1.1, true, List.of());
    return new HeldOutReport(
        new HeldOutRecord(
            HeldOutRecord.FORMAT,
            HeldOutRecord.VERSION,
            "run-1",
            "m-1",
            "A CPU",
            "abc1234",
            2,
            "2026-11-25T00:00:00Z",
            Optional.empty(),
            List.of(measured, planned)));
  }

  @AfterEach
  void restore() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "de-DE", "ar"})
  void theTextHasTheMeasuredCasesAndTheStatistics(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    String text = report().text();
    assertTrue(
        text.contains(
            "DiT-XL/2    256      2  torchscript  f32        1.500  1.400 to 1.600     1.550"),
        text);
    assertTrue(text.contains("1.550  0.968       2  0.980"), text); // of 1.5 and 1.6; of 0.96 and 1
    assertTrue(!text.contains("DiT-L/2"), text);
    assertTrue(text.contains("all                  1   0.033  0.033"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "de-DE", "ar"})
  void csvAndJsonHaveAllDigits(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    List<String> lines = report().csv().lines().toList();
    assertEquals(2, lines.size());
    assertTrue(
        lines.get(1).startsWith("DiT-XL/2,256,2,torchscript,f32,1.5,1.4,1.6,1.55,"), lines.get(1));
    String json = report().json();
    assertTrue(json.contains("\"measuredSeconds\": 1.55"), json);
    assertTrue(json.contains("\"summary\""), json);
  }
}
