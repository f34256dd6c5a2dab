package io.ditgauge.cli;

import io.ditgauge.estimator.article.ArticleChain;
import io.ditgauge.estimator.article.Estimate;
import io.ditgauge.estimator.article.EstimateException;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.report.EstimateReport;
import io.ditgauge.report.ScenarioReport;
import io.ditgauge.report.Sensitivity;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ditgauge estimate}: computes a scenario, or the article's chain. */
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
      description =
          "A scenario (.yaml), the name of a shipped one as article.yaml, or a calibration file;"
              + " without one the article's chain under its own utilization.")
  Optional<Path> file = Optional.empty();

  @Option(names = "--summary", description = "In text, only the table and what to read first.")
  boolean summary;

  @Option(
      names = "--sensitivity",
      paramLabel = "HOW",
      converter = SensitivityName.class,
      description =
          "Of a scenario, in text and CSV, the inputs that make each figure uncertain instead of the"
              + " figures: tornado (one at a time), sobol (and shares of the variance). JSON always"
              + " has both.")
  Optional<Sensitivity> sensitivity = Optional.empty();

  @Mixin ScenarioOptions scenario;

  @Mixin FormatOption format;

  EstimateCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    if (file.filter(ScenarioOptions::isScenario).isPresent()) {
      scenario(file.orElseThrow());
      return;
    }
    if (!scenario.changes.isEmpty() || sensitivity.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "--set and --sensitivity need a scenario: give one as FILE, for instance article.yaml");
    }
    if (file.isPresent() && scenario.calibration.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "two calibration files: give FILE or --calibration, not both");
    }
    Estimate estimate = estimate(file.or(() -> scenario.calibration));
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

  private void scenario(Path path) {
    if (summary) {
      throw new ParameterException(
          spec.commandLine(), "a scenario has no summary: leave out --summary, FILE=" + path);
    }
    ScenarioResult result = scenario.result(path);
    scenario.calibration.ifPresent(it -> output.warn(measured(result, it)));
    output.print(
        switch (format.value) {
          case TEXT ->
              sensitivity
                  .map(how -> ScenarioReport.text(result, how))
                  .orElseGet(() -> ScenarioReport.text(result));
          case JSON -> ScenarioReport.json(result);
          case CSV ->
              sensitivity
                  .map(how -> ScenarioReport.csv(result, how))
                  .orElseGet(() -> ScenarioReport.csv(result));
        });
  }

  private static String measured(ScenarioResult result, Path calibration) {
    return result.sheet().has("model.denoiser.seconds")
        ? "times are those of the machine of "
            + calibration
            + "; prices and watts are the scenario's"
        : "utilization is that of the machine of " + calibration + ", put on the scenario's GPU";
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
