package io.ditgauge.estimator.article;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Ceilings;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.run.Cpu;
import io.ditgauge.estimator.run.Jvm;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.estimator.run.OpRecord;
import io.ditgauge.estimator.run.Os;
import io.ditgauge.model.DitPresets;
import io.ditgauge.model.Op;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calibrations with the few parts that an estimate looks at. */
final class CalibrationFixture {
  private CalibrationFixture() {}

  static Calibration of(boolean provisional, Rate... rates) {
    return new Calibration(
        Calibration.FORMAT,
        Calibration.VERSION,
        "20261125T013000Z-abc1234",
        new Machine(
            "m-3f9a2b7c41d0",
            new Cpu("A CPU", "AVendor", 6, 143, 1, List.of("avx2"), 2, 2, 1, 2e9, 3e9),
            1,
            List.of(),
            new Os("Linux", "6", "amd64"),
            new Jvm("Vendor", "VM", "17")),
        "abc1234",
        false,
        provisional ? "flash" : "quick",
        provisional,
        List.of(),
        new Ceilings(List.of(), List.of(), List.of(), Optional.empty()),
        List.of(rates),
        List.of(),
        List.of(),
        List.of());
  }

  static Calibration warning(Calibration of, List<String> warnings) {
    return new Calibration(
        of.format(),
        of.version(),
        of.run(),
        of.machine(),
        of.commit(),
        of.dirty(),
        of.effort(),
        of.provisional(),
        of.backends(),
        of.ceilings(),
        of.rates(),
        warnings,
        of.skipped(),
        of.failed());
  }

  static Rate block(String backend, String dtype, Optional<Double> ofTheoretical) {
    return rate(DitPresets.of("DiT-XL/2").block(2, 256), "block", backend, dtype, ofTheoretical);
  }

  static Rate rate(
      Op op, String label, String backend, String dtype, Optional<Double> ofTheoretical) {
    long flops = op.work().flops();
    return new Rate(
        label + "|backend=" + backend + "|dtype=" + dtype,
        OpRecord.of(op),
        label,
        backend,
        dtype,
        "cpu",
        Map.of("backend", backend, "dtype", dtype),
        1.0,
        Optional.of(0.8),
        Optional.of(1.25),
        Optional.empty(),
        5,
        10,
        flops,
        1,
        flops,
        Optional.of(flops / 1.25),
        Optional.of(flops / 0.8),
        1,
        ofTheoretical,
        ofTheoretical,
        ofTheoretical,
        Rate.COMPUTE);
  }
}
