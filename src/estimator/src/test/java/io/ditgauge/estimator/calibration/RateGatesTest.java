package io.ditgauge.estimator.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.gates.Finding;
import io.ditgauge.estimator.gates.Gate;
import io.ditgauge.estimator.run.OpRecord;
import io.ditgauge.model.Gemm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateGatesTest {
  private static Rate gemm(long side, String dtype, double seconds) {
    Gemm op = new Gemm(side, side, side);
    Map<String, String> params = Map.of("dtype", dtype, "shape", Long.toString(side));
    return new Rate(
        "gemm|dtype=" + dtype + "|shape=" + side,
        OpRecord.of(op),
        "gemm",
        "torchscript",
        dtype,
        "cuda:0",
        params,
        seconds,
        Optional.of(0.98 * seconds),
        Optional.of(1.02 * seconds),
        Optional.empty(),
        5,
        10,
        op.work().flops(),
        1,
        op.work().flops() / seconds,
        Optional.of(op.work().flops() / (1.02 * seconds)),
        Optional.of(op.work().flops() / (0.98 * seconds)),
        1 / seconds,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Rate.UNKNOWN);
  }

  @Test
  void productsWhoseTimeDoesNotGrowAreKeptOut() {
    List<Rate> rates =
        List.of(gemm(512, "f16", 21e-6), gemm(1024, "f16", 24e-6), gemm(4096, "f16", 25e-6));
    List<Finding> findings = RateGates.of(rates, List.of());
    assertEquals(List.of(Gate.FLAT_TIME), findings.stream().map(Finding::gate).toList());
    assertEquals(3, findings.get(0).keys().size());
  }

  @Test
  void aSlowLowPrecisionIsKeptOutAndFloat32IsNot() {
    List<Finding> findings =
        RateGates.of(List.of(gemm(1024, "f32", 0.01), gemm(1024, "f16", 0.3)), List.of());
    assertEquals(
        List.of("gemm|dtype=f16|shape=1024"),
        findings.stream().flatMap(it -> it.keys().stream()).toList());
  }

  @Test
  void theCommittedRunHasNothingToKeepOut() {
    Calibration calibration =
        CalibrationFiles.read(
            Path.of(System.getProperty("ditgauge.root"))
                .resolve("reports/runs/m-cdbc8b331e10/20261125T061007Z-27324e3/calibration.json"));
    assertTrue(RateGates.excluded(calibration).isEmpty());
  }
}
