package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.calibration.TrainingRatio;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.ForkRecord;
import io.ditgauge.estimator.run.RunFiles;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.estimator.run.Variation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Combinations that are measured in unusual ways, each in a fork of its own. */
class VariationRunTest {
  @TempDir private Path folder;

  private Path run(String... arguments) throws IOException, InterruptedException {
    Path root = Files.createDirectories(folder.resolve("root"));
    Path out = folder.resolve("run");
    List<String> all = new ArrayList<>(List.of("--root", root.toString(), "--out", out.toString()));
    all.addAll(List.of("--jmh-args", "-w 20ms -r 50ms -i 2"));
    all.addAll(List.of("-p", "dtype=f32"));
    all.addAll(List.of(arguments));
    ChildRun run = ChildRun.start(folder.resolve("tmp"), all.toArray(String[]::new));
    assertEquals(0, run.exitCode(), run.output());
    return out;
  }

  private static Calibration calibration(Path run) {
    return CalibrationFiles.read(run.resolve("calibration.json"));
  }

  private static RunRecord record(Path run) {
    return RunFiles.read(run.resolve(RunFiles.RUN_JSON));
  }

  @Test
  void forwardAndBackwardAreMeasuredAsOneCallBesideForward()
      throws IOException, InterruptedException {
    Path run =
        run(
            "--effort",
            "flash",
            "-p",
            "model=DiT-S/8",
            "-p",
            "pass=forward,training",
            "--include",
            "^block.*torchscript");
    Calibration calibration = calibration(run);
    assertEquals(2, calibration.rates().size());
    Rate forward = calibration.rates().get(0);
    Rate training = calibration.rates().get(1);
    assertEquals(forward.key() + "|pass=training", training.key());
    assertEquals(3 * forward.flops(), training.flops());
    List<TrainingRatio> ratios = calibration.details().orElseThrow().training();
    assertEquals(training.seconds() / forward.seconds(), ratios.get(0).ratio(), 1e-9);
    assertTrue(Variation.isTraining(record(run).combinations().get(1).params()));
  }

  @Test
  void coldCachesThreadsAndBatchedCallsRunAndTellOfMemoryAndFirstCalls()
      throws IOException, InterruptedException {
    Path run =
        run(
            "--effort",
            "flash",
            "-p",
            "cache=warm,cold",
            "-p",
            "threads=1",
            "-p",
            "calls=4",
            "-p",
            "image=512",
            "-p",
            "model=DiT-XL/2",
            "--include",
            "^attention.*(djl|torchscript)");
    Calibration calibration = calibration(run);
    assertEquals(4, calibration.rates().size());
    for (Combination one : record(run).combinations()) {
      assertEquals("1", one.params().get("threads"));
      assertEquals("4", one.params().get("calls"));
      ForkRecord fork = one.forkRecords().get(0);
      boolean fused = one.params().get("backend").equals("torchscript");
      assertEquals(fused ? Optional.of("flash") : Optional.empty(), fork.attention(), one.key());
      long inputs = 3L * 2 * 16 * 1024 * 72 * 4;
      long peak = fork.opBytes().orElseThrow();
      assertTrue(peak > inputs, one.key() + " took " + peak);
      long predicted = one.predictedBytes().orElseThrow();
      assertTrue(peak < 2 * predicted + (100 << 20), one.key() + ": " + peak + ", " + predicted);
    }
    assertEquals(1, calibration.backends().get(0).threads());
    assertEquals("1", calibration.backends().get(0).environment().get("OMP_NUM_THREADS"));
    assertEquals(4, calibration.details().orElseThrow().firstCalls().size());
    assertEquals(4, calibration.details().orElseThrow().memory().size());
    assertEquals("normal", record(run).data().orElseThrow().distribution());
  }

  @Test
  void theArithmeticPeakIsMeasuredWithoutATensorLibrary() throws IOException, InterruptedException {
    Path run = run("--effort", "normal", "-p", "threads=1", "--include", "^fma");
    Calibration calibration = calibration(run);
    assertEquals("jdk", calibration.backends().get(0).name());
    Rate rate = calibration.rates().get(0);
    assertEquals(2 * 17_712_414_720L, rate.flops());
    assertEquals(0, rate.bytes());
  }
}
