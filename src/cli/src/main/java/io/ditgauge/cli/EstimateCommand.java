package io.ditgauge.cli;

import io.ditgauge.estimator.article.ArticleChain;
import io.ditgauge.estimator.article.Estimate;
import io.ditgauge.estimator.article.EstimateException;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.report.EstimateReport;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ditgauge estimate}: computes the article's chain. */
@Command(
    name = "estimate",
    description =
        "Estimate training, inference and fleet of a Sora-like model, with the utilization that an"
            + " article assumed and with a measured one.")
final class EstimateCommand implements Runnable {
  private final Output output;

  @Spec CommandSpec spec;

  @Mixin HelpOption help;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A calibration file; without one only the article's utilization is used.")
  Optional<Path> file = Optional.empty();

  @Option(names = "--calibration", paramLabel = "FILE", description = "The same as FILE.")
  Optional<Path> calibration = Optional.empty();

  @Option(names = "--summary", description = "In text, only the table and what to read first.")
  boolean summary;

  @Mixin FormatOption format;

  EstimateCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    if (file.isPresent() && calibration.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "two calibration files: give FILE or --calibration, not both");
    }
    Estimate estimate = estimate(file.or(() -> calibration));
    if (format.value != Format.TEXT) {
      estimate.warnings().forEach(output::warn);
    }
    output.print(
        switch (format.value) {
          case TEXT -> summary ? EstimateReport.summary(estimate) : EstimateReport.text(estimate);
          case JSON -> EstimateReport.json(estimate);
          case CSV -> EstimateReport.csv(estimate);
        });
  }

  private static Estimate estimate(Optional<Path> path) {
    try {
      return ArticleChain.estimate(path.map(CalibrationFiles::read));
    } catch (EstimateException e) {
      throw new EstimateException(
          path.map(Path::toString).orElse("article") + ": " + e.getMessage());
    }
  }
}
