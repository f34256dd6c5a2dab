package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.calibration.TrainingRatio;
import io.ditgauge.estimator.run.RunFiles;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.estimator.run.Variation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Combinations that are measured in unusual ways, each in a fork of its own. */
class VariationRunTest {
  @TempDir private Path folder;

  private Path run(String... arguments) throws IOException, InterruptedException {
    Path root = Files.createDirectories(folder.resolve("root"));
    Path out = folder.resolve("run");
    List<String> all = new ArrayList<>(List.of("--root", root.toString(), "--out", out.toString()));
    all.addAll(List.of("--effort", "flash", "--jmh-args", "-w 20ms -r 50ms -i 2"));
    all.addAll(List.of("-p", "model=DiT-S/8", "-p", "dtype=f32"));
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
    Path run = run("-p", "pass=forward,training", "--include", "^block.*torchscript");
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
}
