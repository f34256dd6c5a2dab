package io.ditgauge.cli;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.calibration.Comparison;
import io.ditgauge.estimator.measured.PublishedSide;
import io.ditgauge.estimator.published.PublishedEfficiencies;
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
    description = {
      "Compare two calibrations, op by op, or a card's published efficiency with a calibration of"
          + " that card.",
      "Exit code: 3 if an op got slower, 1 if the two were not measured alike."
    })
final class CompareCommand implements Callable<Integer> {
  private final Output output;

  @Mixin HelpOption help;

  @Parameters(
      index = "0",
      paramLabel = "BASE",
      description = "The calibration to compare with, or the name of a published efficiency.")
  String base;

  @Parameters(index = "1", paramLabel = "OTHER", description = "The calibration to judge.")
  Path other;

  @Option(
      names = "--across-environments",
      description = "The environments of the forks differ on purpose; only report.")
  boolean acrossEnvironments;

  @Option(
      names = "--max-slower",
      paramLabel = "N",
      defaultValue = "0",
      description = "Ops that may be slower before it is a regression (default: ${DEFAULT-VALUE}).")
  int maxSlower;

  @Mixin FormatOption format;

  CompareCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    boolean published = PublishedEfficiencies.names().contains(base);
    Calibration second = CalibrationFiles.read(other);
    Comparison comparison =
        published ? PublishedSide.compare(base, second) : comparison(Path.of(base), second);
    if (format.value == Format.CSV) {
      comparison.reasons().forEach(reason -> output.warn("not comparable: " + reason));
    }
    output.print(
        switch (format.value) {
          case TEXT -> ComparisonReport.text(comparison);
          case JSON -> ComparisonReport.json(comparison);
          case CSV -> ComparisonReport.csv(comparison);
        });
    if (!comparison.isPossible() && !(acrossEnvironments && comparison.reasons().isEmpty())) {
      return Cli.FAILURE;
    }
    boolean judged = !acrossEnvironments && !published;
    return judged && comparison.slower() > maxSlower ? Cli.REGRESSION : Cli.OK;
  }

  private Comparison comparison(Path file, Calibration second) {
    Calibration first = CalibrationFiles.read(file);
    return acrossEnvironments
        ? Comparison.acrossEnvironments(first, second)
        : Comparison.of(first, second);
  }
}
