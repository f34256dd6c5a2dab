package io.ditgauge.estimator.measured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.published.Errors;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.DitPresets;
import io.ditgauge.model.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a machine whose true times are known, measured with scatter on the shapes of a normal run. */
class FitsTest {
  private static final List<String> HELD_OUT =
      List.of("DiT-S/2", "DiT-B/4", "DiT-B/2", "DiT-L/2", "DiT-XL/4", "DiT-XL/2");

  private static final List<String> BLOCKS =
      List.of(
          "1x100x384x6x1536",
          "4x100x384x6x1536",
          "1x900x384x6x1536",
          "8x900x384x6x1536",
          "1x144x768x12x3072",
          "4x144x768x12x3072",
          "8x900x768x12x3072",
          "1x900x1024x16x4096",
          "4x49x1152x16x4608",
          "1x400x1152x16x4608",
          "5x400x1152x16x4608");

  private static Calibration calibration(long seed, double noise) {
    SyntheticMachine machine = new SyntheticMachine(seed, noise);
    Map<String, String> layers = Map.of("cache", "layers");
    for (long width : new long[] {384, 768, 1024, 1152}) {
      boolean end = width == 384 || width == 1152;
      for (long rows : end ? new long[] {64, 256, 1024, 8192} : new long[] {256, 2048}) {
        machine.measure("linear:" + rows + "x" + width + "x" + 3 * width + "x1", layers);
        machine.measure("mlp:1x" + rows + "x" + width + "x" + 4 * width, layers);
        if (end) {
          machine.measure("linear:" + rows + "x" + width + "x" + width + "x1", layers);
          machine.measure("linear:" + rows + "x" + width + "x" + width + "x1", Map.of());
        }
      }
      if (end) {
        machine.measure("linear:1x" + width + "x" + 6 * width + "x1", layers);
        machine.measure("linear:8x" + width + "x" + 6 * width + "x1", layers);
      }
    }
    machine.measure("linear:2048x1152x32x1", layers);
    for (String op :
        List.of(
            "mlp:2x256x1152x4608",
            "attention:2x6x256x64",
            "attention:2x16x64x64",
            "attention:2x16x1024x64",
            "attention:2x16x64x72",
            "attention:2x16x256x72",
            "attention:1x16x1024x72",
            "layer-norm:256x384x0",
            "layer-norm:512x1152x0",
            "layer-norm:2048x1152x0",
            "layer-norm:8192x1152x0",
            "modulate:98304x256",
            "modulate:589824x256",
            "modulate:2359296x256",
            "gated-residual:98304x256",
            "gated-residual:589824x256",
            "gated-residual:9437184x1024",
            "dit-block:2x256x1152x16x4608",
            "dit-block:8x256x1152x16x4608")) {
      machine.measure(op, Map.of());
    }
    for (String op : BLOCKS) {
      machine.measure("dit-block:" + op, layers);
    }
    return Fits.fitted(machine.calibration());
  }

  /** |ln predicted/true| of whole models, weights from memory where the caches are too small. */
  private static double[] errors(MeasuredPredictor predictor) {
    List<Double> errors = new ArrayList<>();
    for (String name : HELD_OUT) {
      for (long side : new long[] {256, 512}) {
        for (long batch : new long[] {1, 2, 8}) {
          List<CountedOp> ops = DitPresets.of(name).forward(batch, side);
          double bytes = 4.0 * ops.stream().mapToLong(CountedOp::parameters).sum();
          double seconds = SyntheticMachine.seconds(ops, bytes > SyntheticMachine.CACHED_BYTES);
          errors.add(Math.log(predictor.predict(ops).seconds() / seconds));
        }
      }
    }
    return errors.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void wholeModelsArePredictedFromTheirPartsAndOtherBlocks(long seed) {
    Calibration calibration = calibration(seed, 0.05);
    double[] errors = errors(MeasuredPredictor.of(calibration, "torchscript", "f32", "cpu"));
    double median = Errors.medianAbsolute(errors);
    double p90 = Errors.p90Absolute(errors);
    assertTrue(median < 0.05 && p90 < 0.12, "seed " + seed + ": " + median + ", " + p90);
  }

  @Test
  void theHeldOutErrorIsThatOfScatterAndGaps() {
    for (ClassFit fit : calibration(4, 0.05).fits()) {
      double median = fit.heldOut().median();
      assertTrue(median > 0.003 && median < 0.25, fit.of() + ": " + fit.heldOut());
      assertTrue(fit.heldOut().p90() >= median, fit.of().toString());
    }
  }

  @Test
  void theClassesAreThoseThatWereMeasured() {
    List<String> classes =
        calibration(5, 0.05).fits().stream()
            .map(fit -> fit.of().ops() + fit.of().variant().map(it -> " " + it).orElse(""))
            .toList();
    assertEquals(
        List.of(
            "linear warm",
            "linear layers",
            "attention measured K=64",
            "attention measured K=72",
            "norm",
            "pointwise",
            "composition",
            "block"),
        classes);
  }

  @Test
  void outsideTheCoveredRangeAnAnswerIsExtrapolatedAndWider() {
    MeasuredPredictor it = MeasuredPredictor.of(calibration(6, 0.05), "torchscript", "f32", "cpu");
    for (List<String> pair :
        List.of(
            List.of("linear:1024x1152x1152x1", "linear:65536x1152x1152x1"),
            List.of("attention:2x16x512x72", "attention:2x16x16384x72"),
            List.of("layer-norm:1024x1152x0", "layer-norm:65536x1152x0"))) {
      Predicted inside = it.predict(Ops.parse(pair.get(0)));
      Predicted outside = it.predict(Ops.parse(pair.get(1)));
      assertFalse(inside.extrapolated(), pair.get(0));
      assertTrue(outside.extrapolated(), pair.get(1));
      assertTrue(outside.spread() > 1.9 * inside.spread(), pair.toString());
    }
  }
}
