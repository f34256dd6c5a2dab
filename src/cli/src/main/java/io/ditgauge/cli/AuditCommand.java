package io.ditgauge.cli;

import io.ditgauge.estimator.answer.SoraAnswer;
import io.ditgauge.estimator.audit.Audit;
import io.ditgauge.report.AuditReport;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ditgauge audit}: recomputes and judges the article's claims. */
@Command(
    name = "audit",
    description =
        "Recompute every number of the article about Sora's compute: what is printed, what its"
            + " formula gives, what it should be, and what that comes to.")
final class AuditCommand implements Runnable {
  private final Output output;

  @Spec CommandSpec spec;

  @Mixin HelpOption help;

  @Parameters(
      paramLabel = "CLAIM",
      arity = "0..*",
      description =
          "Only these claims, as F5 or I7; without one, all of them and what they come to.")
  List<String> claims = List.of();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json, csv or markdown (default: ${DEFAULT-VALUE}).")
  String format;

  AuditCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    output.print(layout().apply(audit()));
  }

  private Audit audit() {
    Audit whole = SoraAnswer.audit();
    try {
      return claims.isEmpty() ? whole : whole.only(claims);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Function<Audit, String> layout() {
    return switch (format) {
      case "text" -> AuditReport::text;
      case "json" -> AuditReport::json;
      case "csv" -> AuditReport::csv;
      case "markdown" -> AuditReport::markdown;
      default ->
          throw new ParameterException(
              spec.commandLine(),
              "unknown format '" + format + "'; use one of text, json, csv, markdown");
    };
  }
}
