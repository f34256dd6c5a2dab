package io.ditgauge.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ditgauge.estimator.calibration.Calibration;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UtilizationReportTest {
  private static final Calibration CALIBRATION = CalibrationFixture.of("A CPU", false);

  @Test
  void showsTimeRateIntervalAndTheThreeCeilings() {
    String text = UtilizationReport.text(CALIBRATION);
    assertEquals(
        List.of("169.433", "100.0", "25.0", "25.0", "50.0", "50.0", "compute"),
        cells(text, "block  torchscript  f32    2x256x1152, H=16, F=4608"));
    assertEquals(
        List.of("0.800", "10.0", "50.0", "50.0", "memory"),
        cells(text, "copy   nd4j         f32    1000000"));
  }

  @Test
  void showsCeilingsWithClockAndCore() {
    String text = UtilizationReport.text(CALIBRATION);
    assertTrue(text.contains("64 x 2 x 3.13 GHz, measured; A Core, AVX-512"), text);
    assertTrue(text.contains("2.00 GHz reported by the system"), text);
  }

  @Test
  void namesWhatIsMissingAndWhatToBewareOf() {
    String text = UtilizationReport.text(CALIBRATION);
    assertTrue(text.contains("Skipped: 1"), text);
    assertTrue(text.contains("no bf16 on nd4j"), text);
    assertTrue(text.contains("Failed: 1"), text);
    assertTrue(text.contains("the fork was killed"), text);
    assertTrue(text.contains("warning: above the reported-clock peak"), text);
    assertTrue(text.contains("commit abc1234 with changes"), text);
    assertFalse(text.contains("provisional"), text);
  }

  @Test
  void saysThatSingleForksAreProvisionalAndShowsNoInterval() {
    String text = UtilizationReport.text(CalibrationFixture.of("A CPU", true));
    assertTrue(text.contains("provisional: single forks have no interval"), text);
    assertEquals(
        List.of("169.433", "100.0", "25.0", "50.0", "50.0", "compute"),
        cells(text, "block  torchscript  f32    2x256x1152, H=16, F=4608"));
  }

  @Test
  void fitsIntoAHundredAndTwentyColumns() {
    for (String line : UtilizationReport.text(CALIBRATION).lines().toList()) {
      assertTrue(line.length() <= 120, line);
    }
  }

  @Test
  void keepsControlCharactersOfAHostileNameOffTheTerminal() {
    Calibration hostile = CalibrationFixture.of("Evil\u001b]0;x\u0007\u009b\n=1+1", false);
    for (String output :
        List.of(
            UtilizationReport.text(hostile),
            UtilizationReport.csv(hostile),
            UtilizationReport.json(hostile))) {
      assertTrue(
          output
              .replace("\n", "")
              .replace("\r", "")
              .codePoints()
              .noneMatch(Character::isISOControl),
          output);
    }
  }

  @Test
  void givesProgramsSiUnitsAndTheMissingOnes() throws IOException {
    JsonNode json = new ObjectMapper().readTree(UtilizationReport.json(CALIBRATION));
    assertEquals(100e9, json.at("/rates/0/flopsPerSecond").doubleValue(), 1);
    assertEquals(0.25, json.at("/rates/0/ofTheoretical").doubleValue());
    assertTrue(json.at("/rates/1/ofTheoretical").isMissingNode());
    assertEquals("no bf16 on nd4j", json.at("/skipped/0/reason").textValue());
    assertEquals("measured", json.at("/ceilings/theoretical/0/clock").textValue());
    List<String> csv = UtilizationReport.csv(CALIBRATION).lines().toList();
    assertEquals(5, csv.size());
    assertTrue(csv.get(1).contains("block|backend=torchscript,measured,block,"), csv.get(1));
    assertTrue(csv.get(4).contains("failed"), csv.get(4));
  }

  private static List<String> cells(String text, String start) {
    String line = text.lines().filter(row -> row.startsWith(start)).findFirst().orElse(text);
    return List.of(line.substring(start.length()).strip().split(" +", -1));
  }
}
