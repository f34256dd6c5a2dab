package io.ditgauge.cli;

import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.measured.Selection;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What is taken of a calibration. */
final class SelectionOptions {
  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "torchscript",
      description = "Of a calibration: the tensor library (default: ${DEFAULT-VALUE}).")
  String backend;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      defaultValue = "f32",
      description = "Of a calibration: the element type (default: ${DEFAULT-VALUE}).")
  String dtype;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "Of a calibration: the device (default: ${DEFAULT-VALUE}).")
  String device;

  /** That part of the calibration in a file. */
  Selection of(Path file) {
    return new Selection(CalibrationFiles.read(file), backend, dtype, device);
  }
}
