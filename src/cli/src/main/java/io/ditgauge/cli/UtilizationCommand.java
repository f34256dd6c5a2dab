package io.ditgauge.cli;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.report.UtilizationReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ditgauge utilization}: prints what a calibration found. */
@Command(
    name = "utilization",
    description = "Print achieved rates against their ceilings, op by op.")
final class UtilizationCommand implements Runnable {
  private final Output output;

  @Mixin HelpOption help;

  @Parameters(paramLabel = "FILE", description = "A calibration file.")
  Path file;

  @Mixin FormatOption format;

  UtilizationCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    Calibration calibration = CalibrationFiles.read(file);
    if (format.value != Format.TEXT) {
      Warnings.of(calibration).forEach(output::warn);
    }
    output.print(
        switch (format.value) {
          case TEXT -> UtilizationReport.text(calibration);
          case JSON -> UtilizationReport.json(calibration);
          case CSV -> UtilizationReport.csv(calibration);
        });
  }
}
