package io.ditgauge.cli;

import io.ditgauge.report.ScenarioReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ditgauge explain}: where a figure of a scenario comes from. */
@Command(
    name = "explain",
    description = "Show where a figure of a scenario comes from: formula, values, sources.")
final class ExplainCommand implements Runnable {
  private final Output output;

  @Mixin HelpOption help;

  @Parameters(
      index = "0",
      paramLabel = "FIGURE",
      description = "A figure as 'estimate' names it, for instance training.months.low.")
  String figure;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "article.yaml",
      description = "A scenario, or the name of a shipped one (default: ${DEFAULT-VALUE}).")
  Path file;

  @Mixin ScenarioOptions scenario;

  ExplainCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    output.print(ScenarioReport.explain(scenario.result(file), figure));
  }
}
