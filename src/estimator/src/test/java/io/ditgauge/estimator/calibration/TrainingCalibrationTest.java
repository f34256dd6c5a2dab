package io.ditgauge.estimator.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.estimator.Goldens;
import io.ditgauge.estimator.run.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forward and backward beside forward, from the files of a run to the ratio. */
class TrainingCalibrationTest {
  private static final String FORWARD = "gemm|backend=torchscript|device=cpu|dtype=f32|size=2048";
  private static final String TRAINING =
      "gemm|backend=torchscript|device=cpu|dtype=f32|pass=training|size=2048";
  private static final long CUBE = 2048L * 2048 * 2048;
  private static final long SQUARE = 2048L * 2048;

  @TempDir Path folder;

  private final ObjectNode run = Goldens.runJson();
  private final ArrayNode jmh = Goldens.jmhJson();

  /** Adds the product of the golden run once more, forward and backward, in 0.3 and 0.5 s. */
  private ObjectNode addTraining(long macs) {
    ObjectNode combination = ((ObjectNode) run.get("combinations").get(0)).deepCopy();
    combination.put("key", TRAINING).put("plannedForks", 2).put("forks", 2);
    ((ObjectNode) combination.get("params")).put("pass", "training");
    ((ObjectNode) combination.get("work"))
        .put("macs", macs)
        .put("elementsRead", 3 * SQUARE)
        .put("elementsWritten", 2 * SQUARE);
    ((ArrayNode) run.get("combinations")).add(combination);
    ObjectNode result = ((ObjectNode) jmh.get(0)).deepCopy();
    ((ObjectNode) result.get("params")).put("pass", "training").put("cache", "warm");
    ObjectNode metric = (ObjectNode) result.get("primaryMetric");
    ArrayNode raw = metric.putArray("rawData");
    raw.addArray().add(0.3);
    raw.addArray().add(0.5);
    metric.put("score", 0.4);
    jmh.add(result);
    return combination;
  }

  private Calibration calibrate() {
    Goldens.write(folder, "run.json", run);
    Goldens.write(folder, "jmh.json", jmh);
    return CalibrationFiles.calibrateRun(folder);
  }

  @Test
  void theDeclaredWorkIsThreeProductsAndTheRatioIsOfSeconds() {
    addTraining(3 * CUBE);
    Calibration calibration = calibrate();
    Rate training = calibration.rate(TRAINING).orElseThrow();
    assertEquals(6.0 * CUBE / 0.4, training.flopsPerSecond(), 1);
    assertEquals(5 * SQUARE * 4, training.bytes());
    TrainingRatio ratio = calibration.details().orElseThrow().training().get(0);
    double forward = calibration.rate(FORWARD).orElseThrow().seconds();
    assertEquals(FORWARD, ratio.forwardKey());
    assertEquals(0.4 / forward, ratio.ratio(), 1e-12);
  }

  @Test
  void aTrainingProductIsNoCeiling() {
    addTraining(3 * CUBE);
    Calibration calibration = calibrate();
    calibration.ceilings().gemm().forEach(it -> assertTrue(!it.key().equals(TRAINING)));
  }

  @Test
  void aCalibrationWithRatiosIsReadAsItWasWrittenAndOneWithAnotherRatioIsRefused()
      throws IOException {
    addTraining(3 * CUBE);
    Path file = folder.resolve("calibration.json");
    Calibration calibration = calibrate();
    CalibrationFiles.write(file, calibration);
    assertEquals(calibration, CalibrationFiles.read(file));
    TrainingRatio ratio = calibration.details().orElseThrow().training().get(0);
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"ratio\": " + ratio.ratio(), "\"ratio\": 3.0"));
    String message =
        assertThrows(FileFormatException.class, () -> CalibrationFiles.read(file)).getMessage();
    assertTrue(message.contains("a ratio must be the seconds of its key"), message);
    assertTrue(message.contains("$.details.training[0]"), message);
  }

  @Test
  void theWorkOfForwardAloneIsRefused() {
    addTraining(CUBE);
    String message = assertThrows(FileFormatException.class, this::calibrate).getMessage();
    assertTrue(message.contains("the declared work must be that of the op"), message);
  }

  @Test
  void withoutTrainingThereAreNoDetails() {
    assertEquals(Optional.empty(), calibrate().details());
  }
}
