package io.ditgauge.cli;

import io.ditgauge.model.count.Counter;
import io.ditgauge.model.count.FlopCount;
import io.ditgauge.model.count.Subject;
import io.ditgauge.model.count.Subjects;
import io.ditgauge.model.count.Training;
import io.ditgauge.model.preset.Presets;
import io.ditgauge.report.Convention;
import io.ditgauge.report.FlopsReport;
import io.ditgauge.report.PresetsReport;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ditgauge flops}: counts the work of a model. */
@Command(
    name = "flops",
    description = "Count the work of a model: one pass, one step, one output, a second of video.",
    sortOptions = false)
final class FlopsCommand implements Runnable {
  private final Output output;

  @Spec CommandSpec spec;

  @Mixin HelpOption help;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description =
          "A known model (--list shows them), a config.json, or the folder of a pipeline with its"
              + " model_index.json.")
  Optional<String> model = Optional.empty();

  @Option(
      names = "--describe",
      paramLabel = "FILE",
      description = "Count the network that the YAML FILE describes, in the place of MODEL.")
  Optional<Path> description = Optional.empty();

  @Option(names = "--list", description = "List the known models with their parameters.")
  boolean list;

  @ArgGroup(validate = false, heading = "%nWhat is made, where it is not the model's default:%n")
  RequestOptions asked = new RequestOptions();

  @ArgGroup(validate = false, heading = "%nWhat is printed:%n")
  Shown shown = new Shown();

  /** Options that change what is printed. */
  static final class Shown {
    @Option(
        names = "--convention",
        paramLabel = "NAME",
        converter = ConventionConverter.class,
        defaultValue = "flop",
        description =
            "flop, or paper: totals as in the DiT paper, whose Gflops are GMACs (default:"
                + " ${DEFAULT-VALUE}).")
    Convention convention = Convention.FLOP;

    @Option(names = "--detail", description = "Show every op, and not only the parts.")
    boolean detail;

    @Option(names = "--training", description = "Show one training step too.")
    boolean training;

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        converter = FlopsFormat.Converter.class,
        defaultValue = "text",
        description = "text, json, csv or markdown (default: ${DEFAULT-VALUE}).")
    FlopsFormat format = FlopsFormat.TEXT;
  }

  /** Reads the option. */
  static final class ConventionConverter implements ITypeConverter<Convention> {
    @Override
    public Convention convert(String value) {
      return Choices.of("convention", Convention.values(), value);
    }
  }

  FlopsCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    int given = (list ? 1 : 0) + (model.isPresent() ? 1 : 0) + (description.isPresent() ? 1 : 0);
    if (given > 1) {
      throw usage("give one of MODEL, --describe and --list");
    }
    if (list) {
      print(new PresetsReport(Presets.all()));
    } else {
      count(subject());
    }
  }

  private Subject subject() {
    if (description.isPresent()) {
      return Subjects.describedIn(description.get());
    }
    if (model.isEmpty()) {
      throw usage("Missing required parameter: 'MODEL'; --list shows the known ones");
    }
    try {
      return Subjects.of(model.get());
    } catch (Subjects.UnknownSubjectException e) {
      throw usage(e.getMessage());
    }
  }

  private void count(Subject subject) {
    FlopsReport report;
    try {
      FlopCount count = Counter.count(subject, asked.settings());
      Optional<Training> training =
          shown.training ? Optional.of(Training.of(count)) : Optional.empty();
      report = new FlopsReport(count, shown.convention, shown.detail, training);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
    if (shown.format != FlopsFormat.TEXT && shown.format != FlopsFormat.MARKDOWN) {
      report.warnings().forEach(output::warn);
    }
    output.print(
        switch (shown.format) {
          case TEXT -> report.text();
          case JSON -> report.json();
          case CSV -> report.csv();
          case MARKDOWN -> report.markdown();
        });
  }

  private void print(PresetsReport report) {
    output.print(
        switch (shown.format) {
          case TEXT -> report.text();
          case JSON -> report.json();
          case CSV -> report.csv();
          case MARKDOWN -> report.markdown();
        });
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
