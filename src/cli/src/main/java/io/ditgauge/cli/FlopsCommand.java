package io.ditgauge.cli;

import io.ditgauge.model.DitPresets;
import io.ditgauge.report.FlopsReport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ditgauge flops}: counts the work of one forward pass. */
@Command(name = "flops", description = "Count the work of one forward pass of a model.")
final class FlopsCommand implements Runnable {
  private static final Pattern IMAGE = Pattern.compile("([0-9]{1,9})(?:x([0-9]{1,9}))?");

  private final Output output;

  @Spec CommandSpec spec;

  @Mixin HelpOption help;

  @Parameters(
      paramLabel = "MODEL",
      description = "A model of the DiT paper, from DiT-S/8 to DiT-XL/2.")
  String model;

  @Option(
      names = "--image",
      paramLabel = "SIDExSIDE",
      defaultValue = "256x256",
      description = "Image in pixels, square (default: ${DEFAULT-VALUE}).")
  String image;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1",
      description = "Images in a batch (default: ${DEFAULT-VALUE}).")
  long batch;

  @Mixin FormatOption format;

  FlopsCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    try {
      FlopsReport report = new FlopsReport(DitPresets.of(model), side(), batch);
      output.print(
          switch (format.value) {
            case TEXT -> report.text();
            case JSON -> report.json();
            case CSV -> report.csv();
          });
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private long side() {
    Matcher sides = IMAGE.matcher(image);
    if (!sides.matches()) {
      throw new IllegalArgumentException(
          "--image must be SIDExSIDE or SIDE in pixels, for instance 512x512: --image=" + image);
    }
    String height = sides.group(2);
    if (height != null && Long.parseLong(sides.group(1)) != Long.parseLong(height)) {
      throw new IllegalArgumentException(
          "the DiT models take square images only: --image=" + image + "; give SIDExSIDE");
    }
    return Long.parseLong(sides.group(1));
  }
}
