package io.ditgauge.cli;

import io.ditgauge.model.preset.SoraHypotheses;
import io.ditgauge.report.HypothesesReport;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ditgauge sora}: hypotheses of a Sora-like model side by side. */
@Command(
    name = "sora",
    description = "What a minute of video costs under four hypotheses of a Sora-like model.")
final class SoraCommand implements Runnable {
  private final Output output;

  @Mixin HelpOption help;

  @Mixin FormatOption format;

  SoraCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    List<SoraHypotheses.Hypothesis> all = SoraHypotheses.all();
    output.print(
        switch (format.value) {
          case TEXT -> HypothesesReport.text(all);
          case JSON -> HypothesesReport.json(all);
          case CSV -> HypothesesReport.csv(all);
        });
  }
}
