package io.ditgauge.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How a command prints. */
@Command
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = Format.Converter.class,
      defaultValue = "text",
      description = "text, json or csv (default: ${DEFAULT-VALUE}).")
  Format value;
}
