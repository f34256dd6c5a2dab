package io.ditgauge.estimator.measured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.DitPresets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a committed run. */
class MeasuredPredictorTest {
  private static final Calibration CALIBRATION =
      CalibrationFiles.read(
          Path.of(System.getProperty("ditgauge.root"))
              .resolve("reports/runs/m-cdbc8b331e10/20261125T061007Z-27324e3/calibration.json"));

  private static MeasuredPredictor predictor(String backend, String dtype) {
    return MeasuredPredictor.of(CALIBRATION, backend, dtype, "cpu");
  }

  @ParameterizedTest
  @CsvSource({"torchscript, f32", "torchscript, bf16", "djl, f32", "nd4j, f32"})
  void whatWasMeasuredIsPredictedAsMeasured(String backend, String dtype) {
    MeasuredPredictor it = predictor(backend, dtype);
    for (Rate rate : CALIBRATION.rates()) {
      boolean own = rate.backend().equals(backend) && rate.dtype().equals(dtype);
      if (own && List.of("mlp", "block", "attention").contains(rate.label())) {
        Predicted predicted = it.predict(rate.op().toOp());
        double error = Math.log(predicted.seconds() / rate.seconds());
        assertTrue(Math.abs(error) < 0.15, rate.key() + ": " + predicted + " of " + rate.seconds());
      }
    }
  }

  @Test
  void aForwardPassIsTheSumOfItsOps() {
    MeasuredPredictor it = predictor("torchscript", "f32");
    var ops = DitPresets.of("DiT-XL/2").forward(2, 256);
    double sum = ops.stream().mapToDouble(op -> op.count() * it.predict(op.op()).seconds()).sum();
    Predicted pass = it.predict(ops);
    assertEquals(sum, pass.seconds(), 1e-3 * sum);
    assertTrue(pass.lowSeconds() < sum && sum < pass.highSeconds(), pass.toString());
  }

  @Test
  void nothingIsNotPredicted() {
    MeasuredPredictor it = predictor("torchscript", "f32");
    assertThrows(IllegalArgumentException.class, () -> it.predict(List.of()));
  }

  @Test
  void theBlocksOfHeldOutModelsAreNotLookedAt() {
    DitForward model = DitForward.of(DitPresets.of("DiT-XL/2"), 2, 256);
    MeasuredPredictor strict =
        MeasuredPredictor.withoutBlocksOf(List.of(model), CALIBRATION, "torchscript", "bf16");
    MeasuredPredictor free = predictor("torchscript", "bf16");
    assertNotEquals(free.predict(model).seconds(), strict.predict(model).seconds());
    DitForward other = DitForward.of(DitPresets.of("DiT-B/2"), 8, 512);
    assertEquals(
        free.predict(model).seconds(),
        MeasuredPredictor.withoutBlocksOf(List.of(other), CALIBRATION, "torchscript", "bf16")
            .predict(model)
            .seconds());
  }
}
