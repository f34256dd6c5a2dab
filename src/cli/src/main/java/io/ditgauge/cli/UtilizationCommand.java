package io.ditgauge.cli;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.report.UtilizationReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Format.Converter.class,
      defaultValue = "text",
      description = "text, json or csv (default: ${DEFAULT-VALUE}).")
  Format format;

  UtilizationCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    Calibration calibration = CalibrationFiles.read(file);
    if (format != Format.TEXT) {
      Warnings.of(calibration).forEach(output::warn);
    }
    output.print(
        switch (format) {
          case TEXT -> UtilizationReport.text(calibration);
          case JSON -> UtilizationReport.json(calibration);
          case CSV -> UtilizationReport.csv(calibration);
        });
  }
}
