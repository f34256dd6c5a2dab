package io.ditgauge.estimator.measured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.Predictor;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.preset.Presets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On the committed run of the machine that the README shows. */
class MeasuredEfficiencyTest {
  private static final Calibration CALIBRATION =
      CalibrationFiles.read(
          Path.of(System.getProperty("ditgauge.root"))
              .resolve("reports/runs/m-cdbc8b331e10/20261125T031121Z-afc1d83/calibration.json"));

  private static final Model DIT = Presets.of("DiT-XL/2").model().orElseThrow();

  private static Prediction predict(String backend, String dtype, long batch) {
    Efficiency efficiency =
        MeasuredEfficiency.of(new Selection(CALIBRATION, backend, dtype, "cpu"));
    Request request = new Request(DIT.defaults().pixels(), 1, 0, batch, 1, 1);
    Options options =
        new Options(MeasuredEfficiency.KERNEL, Execution.TORCHSCRIPT, Parallelism.NONE, false);
    return new Predictor(efficiency).predict(DIT, request, options);
  }

  private static double blockSeconds(String backend, String dtype) {
    return CALIBRATION.rates().stream()
        .filter(it -> it.label().equals("block") && it.backend().equals(backend))
        .filter(it -> it.dtype().equals(dtype))
        .mapToDouble(Rate::seconds)
        .findFirst()
        .orElseThrow();
  }

  /** 28 blocks, and a little for embeddings and the last layer. */
  @ParameterizedTest
  @CsvSource({"torchscript, f32", "torchscript, bf16", "djl, f32", "nd4j, f32"})
  void aModelIsItsBlocks(String backend, String dtype) {
    double blocks = 28 * blockSeconds(backend, dtype);
    double model = predict(backend, dtype, 2).seconds();
    assertTrue(model > 0.93 * blocks && model < 1.10 * blocks, model + " of " + blocks);
  }

  @Test
  void fourTimesTheBatchIsAboutFourTimesTheTime() {
    double two = predict("torchscript", "f32", 2).seconds();
    double eight = predict("torchscript", "f32", 8).seconds();
    assertEquals(4, eight / two, 0.5);
  }

  @Test
  void utilizationIsOfTheTheoreticalPeakOfTheMachine() {
    Prediction it = predict("torchscript", "f32", 2);
    assertEquals("Measured", it.efficiency().origin());
    assertEquals(454.4e9, it.efficiency().peakFlopsPerSecond(), 1e9);
    assertTrue(it.mfu() > 0.4 && it.mfu() < 0.8, "MFU " + it.mfu());
  }

  @Test
  void whatWasNotMeasuredIsRefusedAndNamesWhatWas() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Selection(CALIBRATION, "nd4j", "bf16", "cpu"))
            .getMessage();
    assertTrue(message.contains("torchscript bf16 cpu"), message);
  }
}
