package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.run.FileFormat;
import io.ditgauge.estimator.run.FileFormatException;
import io.ditgauge.estimator.run.GpuFiles;
import io.ditgauge.estimator.run.GpuRecord;
import io.ditgauge.estimator.run.JsonFiles;
import io.ditgauge.estimator.run.RunFiles;
import io.ditgauge.estimator.run.RunRecord;
import java.nio.file.Path;
import java.util.List;

/** Reads and writes calibration files. */
public final class CalibrationFiles {
  private static final FileFormat FORMAT =
      new FileFormat(
          Calibration.FORMAT,
          Calibration.VERSION,
          "/io/ditgauge/estimator/schema/calibration-1.schema.json",
          "make it again from its run with 'calibrate'");

  private CalibrationFiles() {}

  /**
   * The calibration in that file.
   *
   * @throws FileFormatException if the file is missing, unreadable, or breaks a rule of the format
   */
  public static Calibration read(Path file) {
    return JsonFiles.read(file, FORMAT, Calibration.class, CalibrationChecks::check);
  }

  /**
   * Writes a calibration file as a whole or not at all.
   *
   * @throws FileFormatException if the calibration breaks a rule of the format; nothing is written
   * @throws java.io.UncheckedIOException if it cannot be written; an old file is intact then
   */
  public static void write(Path file, Calibration calibration) {
    JsonFiles.write(file, FORMAT, calibration, CalibrationChecks::check);
  }

  /**
   * The calibration of the run in that folder, which holds {@code run.json} and {@code jmh.json}.
   *
   * @throws FileFormatException if a file is bad, if the two disagree, or if a rate is faster than
   *     the machine
   */
  public static Calibration calibrateRun(Path runFolder) {
    RunRecord run = RunFiles.read(runFolder.resolve(RunFiles.RUN_JSON));
    List<String> slowed =
        GpuFiles.read(runFolder)
            .filter(gpus -> gpus.runId().equals(run.id()))
            .map(GpuRecord::warnings)
            .orElse(List.of());
    return Calibrator.calibrate(
        run, RunFiles.readJmh(runFolder.resolve(RunFiles.JMH_JSON)), slowed);
  }
}
