package io.ditgauge.cli;

import io.ditgauge.estimator.heldout.HeldOutFiles;
import io.ditgauge.report.HeldOutReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code ditgauge heldout}: prints a held-out suite. */
@Command(
    name = "heldout",
    description = "Print whole models predicted from a calibration beside what was measured.")
final class HeldOutCommand implements Runnable {
  private final Output output;

  @Mixin HelpOption help;

  @Parameters(paramLabel = "FILE", description = "A heldout.json.")
  Path file;

  @Mixin FormatOption format;

  HeldOutCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    HeldOutReport report = new HeldOutReport(HeldOutFiles.read(file));
    output.print(
        switch (format.value) {
          case TEXT -> report.text();
          case JSON -> report.json();
          case CSV -> report.csv();
        });
  }
}
