package io.ditgauge.cli;

import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.Predictor;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import io.ditgauge.report.PredictionReport;
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

  @Parameters(paramLabel = "MODEL", description = "A model by name, as 'flops --list' shows them.")
  String model;

  @Option(
      names = "--on",
      paramLabel = "CARD",
      defaultValue = "h100-sxm",
      description = "Published efficiency of a card (default: ${DEFAULT-VALUE}).")
  String on;

  @Mixin RequestOptions request;

  @Option(
      names = "--attention",
      paramLabel = "KERNEL",
      defaultValue = "fa3",
      description = "fa2, fa3, cudnn, naive or sage (default: ${DEFAULT-VALUE}).")
  String attention;

  @Option(
      names = "--execution",
      paramLabel = "HOW",
      defaultValue = "compiled",
      description =
          "compiled, engine-fused, te-fused, eager-diffusers or eager-official (default:"
              + " ${DEFAULT-VALUE}).")
  String execution;

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
      Preset preset = Presets.of(model);
      Model it =
          preset
              .model()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          model + " makes no images or videos; give a model that does"));
      Request asked = request.of(it.defaults());
      Options options =
          new Options(
              attention,
              Execution.of(execution),
              parallel == null ? Parallelism.NONE : Parallelism.of(parallel),
              !denoiserOnly);
      PredictionReport report =
          new PredictionReport(
              it.name(),
              asked,
              options,
              new Predictor(PublishedEfficiencies.of(on)).predict(it, asked, options));
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
}
