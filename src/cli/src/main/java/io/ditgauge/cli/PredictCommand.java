package io.ditgauge.cli;

import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.Predictor;
import io.ditgauge.estimator.measured.MeasuredEfficiency;
import io.ditgauge.estimator.measured.Selection;
import io.ditgauge.estimator.measured.Transfer;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.count.Counter;
import io.ditgauge.model.count.Subject;
import io.ditgauge.model.count.Subjects;
import io.ditgauge.report.PredictionReport;
import io.ditgauge.report.TransferNotes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ditgauge predict}: how long a model takes on a card. */
@Command(
    name = "predict",
    description = "Predict how long a model takes on a card, stage by stage, with an interval.")
final class PredictCommand implements Runnable {
  private final Output output;

  @Spec CommandSpec spec;

  @Mixin HelpOption help;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description =
          "A known model ('flops --list' shows them), a config.json, or the folder of a pipeline.")
  Optional<String> model = Optional.empty();

  @Option(
      names = "--describe",
      paramLabel = "FILE",
      description = "The network that the YAML FILE describes, in the place of MODEL.")
  Optional<Path> description = Optional.empty();

  @Option(
      names = "--on",
      paramLabel = "CARD",
      defaultValue = "h100-sxm",
      description =
          "Published efficiency of a card, or a calibration file (default: ${DEFAULT-VALUE}).")
  String on;

  @Mixin SelectionOptions selection;

  @Option(
      names = "--transfer",
      paramLabel = "CARD",
      description =
          "Of a calibration: carry its utilization to this card, and say how far that is from the"
              + " card's published rates.")
  Optional<String> transfer = Optional.empty();

  @ArgGroup(validate = false, heading = "%nWhat is made, where it is not the model's default:%n")
  RequestOptions request = new RequestOptions();

  @Option(
      names = "--attention",
      paramLabel = "KERNEL",
      description =
          "fa2, fa3, cudnn, naive or sage, what runs on the card (default: fa3 on Hopper, fa2 on"
              + " Ampere and Ada, cudnn on Blackwell).")
  Optional<String> attention = Optional.empty();

  @Option(
      names = "--execution",
      paramLabel = "HOW",
      description =
          "compiled, engine-fused, te-fused, eager-diffusers or eager-official (default:"
              + " compiled).")
  Optional<String> execution = Optional.empty();

  @Option(
      names = "--parallel",
      paramLabel = "NAME=DEGREE,...",
      description = "Cards: cfg, ulysses, ring, tensor, as cfg=2,ulysses=4.")
  String parallel;

  @Option(names = "--denoiser-only", description = "Leave out text encoders and decoder.")
  boolean denoiserOnly;

  @Mixin FormatOption format;

  PredictCommand(Output output) {
    this.output = output;
  }

  @Override
  public void run() {
    try {
      Subject subject = subject();
      Model it =
          subject
              .model()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          subject.name() + " makes no images or videos; give a model that does"));
      Request asked = Counter.request(it.defaults(), request.settings());
      subject.origin().warnings().forEach(output::warn);
      boolean measured = on.endsWith(".json") || Files.exists(Path.of(on));
      Execution byDefault = measured ? Execution.of(selection.backend) : Execution.COMPILED;
      Optional<Transfer> carried = carried(measured);
      Efficiency card = carried.map(Transfer::efficiency).orElseGet(() -> efficiency(measured));
      Options options =
          new Options(
              attention.orElse(card.attention().usual()),
              execution.map(Execution::of).orElse(byDefault),
              parallel == null ? Parallelism.NONE : Parallelism.of(parallel),
              !denoiserOnly);
      PredictionReport report =
          new PredictionReport(
              it.name(),
              asked,
              options,
              new Predictor(card).predict(it, asked, options),
              carried.map(Transfer::errors).map(TransferNotes::of).orElse(List.of()));
      output.print(
          switch (format.value) {
            case TEXT -> report.text();
            case JSON -> report.json();
            case CSV -> report.csv();
          });
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private Subject subject() {
    if (model.isPresent() == description.isPresent()) {
      throw new IllegalArgumentException("give one of MODEL and --describe");
    }
    return description.isPresent()
        ? Subjects.describedIn(description.get())
        : Subjects.of(model.orElseThrow());
  }

  private Selection selection() {
    return selection.of(Path.of(on));
  }

  private Optional<Transfer> carried(boolean measured) {
    if (transfer.isPresent() && !measured) {
      throw new IllegalArgumentException(
          "--transfer carries a calibration to a card; give a calibration file with --on");
    }
    return transfer.map(card -> Transfer.of(selection(), card));
  }

  private Efficiency efficiency(boolean measured) {
    return measured ? MeasuredEfficiency.of(selection()) : PublishedEfficiencies.of(on);
  }
}
