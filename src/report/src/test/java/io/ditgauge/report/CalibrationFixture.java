package io.ditgauge.report;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Ceilings;
import io.ditgauge.estimator.calibration.CopyCeiling;
import io.ditgauge.estimator.calibration.GemmCeiling;
import io.ditgauge.estimator.calibration.Note;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.hardware.TheoreticalCeiling;
import io.ditgauge.estimator.run.Cpu;
import io.ditgauge.estimator.run.Jvm;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.estimator.run.OpRecord;
import io.ditgauge.estimator.run.Os;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitPresets;
import io.ditgauge.model.Op;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A calibration of round numbers: 400 GFLOP/s of peak, 200 of GEMM, 20 GB/s. */
public final class CalibrationFixture {
  private CalibrationFixture() {}

  /** Two rates of a CPU of that name. */
  public static Calibration of(String cpu, boolean provisional) {
    Op block = DitPresets.of("DiT-XL/2").block(2, 256);
    return new Calibration(
        Calibration.FORMAT,
        Calibration.VERSION,
        "20261125T013000Z-abc1234",
        machine(cpu),
        "abc1234567",
        true,
        "quick",
        provisional,
        List.of(),
        ceilings(),
        List.of(
            rate(block, "torchscript", block.work().flops() / 100e9, !provisional),
            rate(new Copy(1_000_000), "nd4j", 8e-4, !provisional)),
        List.of("above the reported-clock peak"),
        List.of(new Note("block|dtype=bf16", "no bf16 on nd4j")),
        List.of(new Note("mlp|backend=djl", "the fork was killed")));
  }

  private static Machine machine(String cpu) {
    return new Machine(
        "m-3f9a2b7c41d0",
        new Cpu(cpu, "AVendor", 6, 143, 1, List.of("avx2"), 2, 2, 1, 2e9, 3.125e9),
        1,
        List.of(),
        new Os("Linux", "6", "amd64"),
        new Jvm("Vendor", "VM", "17"));
  }

  private static Ceilings ceilings() {
    return new Ceilings(
        List.of(
            new TheoreticalCeiling(
                "f32", 400e9, "A Core", "AVX-512", 64, 2, 3.125e9, "measured", "a table")),
        List.of(
            new GemmCeiling(
                "f32", "nd4j", "cpu", 200e9, Optional.empty(), Optional.empty(), "gemm")),
        List.of(
            new CopyCeiling(
                "f32", "nd4j", "cpu", 20e9, Optional.empty(), Optional.empty(), "copy")),
        Optional.empty());
  }

  private static Rate rate(Op op, String backend, double seconds, boolean interval) {
    long flops = op.work().flops();
    long bytes = op.work().bytes(DType.F32);
    boolean computes = flops > 0;
    return new Rate(
        OpRecord.of(op).label() + "|backend=" + backend,
        OpRecord.of(op),
        OpRecord.of(op).label(),
        backend,
        "f32",
        "cpu",
        Map.of("backend", backend),
        seconds,
        interval ? Optional.of(seconds / 1.25) : Optional.empty(),
        interval ? Optional.of(seconds / 0.8) : Optional.empty(),
        Optional.empty(),
        interval ? 5 : 1,
        10,
        flops,
        bytes,
        flops / seconds,
        interval && computes ? Optional.of(0.8 * flops / seconds) : Optional.empty(),
        interval && computes ? Optional.of(1.25 * flops / seconds) : Optional.empty(),
        bytes / seconds,
        computes ? Optional.of(0.25) : Optional.empty(),
        Optional.of(0.5),
        Optional.of(0.5),
        computes ? Rate.COMPUTE : Rate.MEMORY);
  }
}
