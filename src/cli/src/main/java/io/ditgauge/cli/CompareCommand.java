package io.ditgauge.cli;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.calibration.Comparison;
import io.ditgauge.report.ComparisonReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ditgauge compare}: judges one calibration against another. */
@Command(
    name = "compare",
    description =
        "Compare two calibrations, op by op. Fails if something got slower, or if the two were not"
            + " measured alike.")
final class CompareCommand implements Callable<Integer> {
  private final Output output;

  @Mixin HelpOption help;

  @Parameters(index = "0", paramLabel = "BASE", description = "The calibration to compare with.")
  Path base;

  @Parameters(index = "1", paramLabel = "OTHER", description = "The calibration to judge.")
  Path other;

  @Option(
      names = "--across-environments",
      description = "The environments of the forks differ on purpose; only report.")
  boolean acrossEnvironments;

  @Mixin FormatOption format;

  CompareCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    Calibration first = CalibrationFiles.read(base);
    Calibration second = CalibrationFiles.read(other);
    Comparison comparison =
        acrossEnvironments
            ? Comparison.acrossEnvironments(first, second)
            : Comparison.of(first, second);
    if (format.value == Format.CSV) {
      comparison.reasons().forEach(reason -> output.warn("not comparable: " + reason));
    }
    output.print(
        switch (format.value) {
          case TEXT -> ComparisonReport.text(comparison);
          case JSON -> ComparisonReport.json(comparison);
          case CSV -> ComparisonReport.csv(comparison);
        });
    boolean failed = acrossEnvironments ? !comparison.reasons().isEmpty() : comparison.regressed();
    return failed ? Cli.FAILURE : Cli.OK;
  }
}
