package io.ditgauge.cli;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.measured.Fits;
import io.ditgauge.estimator.run.JsonFiles;
import io.ditgauge.report.JsonText;
import io.ditgauge.report.Printable;
import io.ditgauge.report.UtilizationReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ditgauge calibrate}: turns a run into a calibration. */
@Command(
    name = "calibrate",
    description = "Turn the measurements of a run into a calibration file.")
final class CalibrateCommand implements Runnable {
  private final Output output;

  @Mixin HelpOption help;

  @Parameters(
      paramLabel = "RUN",
      description = "Folder of a run, which holds run.json and jmh.json.")
  Path run;

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description =
          "Write the calibration to FILE, as a whole or not at all. Without it the calibration goes"
              + " to standard output.")
  Optional<Path> file = Optional.empty();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Format.Converter.class,
      description =
          "What to print: json is the calibration file, text and csv its utilization table"
              + " (default: json, or nothing but the file's name with -o).")
  Optional<Format> format = Optional.empty();

  CalibrateCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    Calibration calibration = Fits.fitted(CalibrationFiles.calibrateRun(run));
    file.ifPresent(path -> CalibrationFiles.write(path, calibration));
    if (file.isPresent() && format.isEmpty()) {
      output.print("wrote " + Printable.of(file.orElseThrow().toString()) + "\n");
      Warnings.of(calibration).forEach(output::warn);
      return;
    }
    Format chosen = format.orElse(Format.JSON);
    if (chosen != Format.TEXT) {
      Warnings.of(calibration).forEach(output::warn);
    }
    output.print(
        switch (chosen) {
          case TEXT -> UtilizationReport.text(calibration);
          case JSON ->
              JsonText.ascii(new String(JsonFiles.bytes(calibration), StandardCharsets.UTF_8));
          case CSV -> UtilizationReport.csv(calibration);
        });
  }
}
