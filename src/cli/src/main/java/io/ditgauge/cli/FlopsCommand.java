package io.ditgauge.cli;

import io.ditgauge.model.count.Counter;
import io.ditgauge.model.count.FlopCount;
import io.ditgauge.model.count.Setting;
import io.ditgauge.model.count.Settings;
import io.ditgauge.model.count.Subject;
import io.ditgauge.model.count.Subjects;
import io.ditgauge.model.count.Training;
import io.ditgauge.model.preset.Presets;
import io.ditgauge.report.Convention;
import io.ditgauge.report.FlopsReport;
import io.ditgauge.report.PresetsReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  Asked asked = new Asked();

  @ArgGroup(validate = false, heading = "%nWhat is printed:%n")
  Shown shown = new Shown();

  /** Options that change the count. */
  static final class Asked {
    private static final Pattern IMAGE = Pattern.compile("([0-9]{1,13})(?:x([0-9]{1,13}))?");

    @Option(names = "--image", paramLabel = "WxH", description = "Pixels; SIDE for a square.")
    Optional<String> image = Optional.empty();

    @Option(names = "--frames", paramLabel = "N", description = "Frames of a clip.")
    Optional<Long> frames = Optional.empty();

    @Option(names = "--fps", paramLabel = "F", description = "Frames in a second of video.")
    Optional<Double> framesPerSecond = Optional.empty();

    @Option(
        names = "--text-tokens",
        paramLabel = "N",
        description = "Text tokens that the denoiser sees.")
    Optional<Long> textTokens = Optional.empty();

    @Option(
        names = "--tokens",
        paramLabel = "N",
        description = "Tokens of a sequence, for text networks.")
    Optional<Long> tokens = Optional.empty();

    @Option(names = "--batch", paramLabel = "N", description = "Samples in a pass.")
    Optional<Long> batch = Optional.empty();

    @Option(names = "--steps", paramLabel = "N", description = "Denoising steps.")
    Optional<Long> steps = Optional.empty();

    @Option(
        names = "--passes",
        paramLabel = "N",
        description = "Passes in a step: 2 with classifier-free guidance.")
    Optional<Long> passes = Optional.empty();

    Settings settings() {
      Settings settings = Settings.NONE;
      if (image.isPresent()) {
        Matcher sides = IMAGE.matcher(image.get());
        if (!sides.matches()) {
          throw new IllegalArgumentException(
              "--image must be WIDTHxHEIGHT or SIDE in pixels, for instance 512x512: --image="
                  + image.get());
        }
        String height = sides.group(2) == null ? sides.group(1) : sides.group(2);
        settings = settings.with(Setting.WIDTH, Long.parseLong(sides.group(1)));
        settings = settings.with(Setting.HEIGHT, Long.parseLong(height));
      }
      settings = with(settings, Setting.FRAMES, frames);
      settings = with(settings, Setting.TEXT_TOKENS, textTokens);
      settings = with(settings, Setting.TOKENS, tokens);
      settings = with(settings, Setting.BATCH, batch);
      settings = with(settings, Setting.STEPS, steps);
      settings = with(settings, Setting.PASSES, passes);
      return framesPerSecond.isPresent()
          ? settings.withFramesPerSecond(framesPerSecond.get())
          : settings;
    }

    private static Settings with(Settings settings, Setting setting, Optional<Long> value) {
      return value.isPresent() ? settings.with(setting, value.get()) : settings;
    }
  }

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
