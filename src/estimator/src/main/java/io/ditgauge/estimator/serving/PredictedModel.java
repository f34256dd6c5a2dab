package io.ditgauge.estimator.serving;

import io.ditgauge.estimator.latency.OpTime;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.Predictor;
import io.ditgauge.estimator.latency.Spread;
import io.ditgauge.estimator.latency.StageTime;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.sheet.Item;
import io.ditgauge.estimator.sheet.Sheet;
import io.ditgauge.estimator.source.Assumed;
import io.ditgauge.estimator.source.Published;
import io.ditgauge.estimator.source.Source;
import io.ditgauge.estimator.uncertainty.Distribution;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.arch.Stage;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.training.TrainingCounts;
import io.ditgauge.model.training.TrainingPass;
import io.ditgauge.model.training.TrainingPlan;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Compute and predicted times of a known model, stage by stage. */
public final class PredictedModel {
  static final String READ = "2026-11-25";
  static final Map<Stage.Kind, String> NAMES =
      Map.of(
          Stage.Kind.TEXT_ENCODER, "encoders",
          Stage.Kind.DENOISER, "denoiser",
          Stage.Kind.DECODER, "decoder");

  private PredictedModel() {}

  /**
   * Adds its figures.
   *
   * @throws IllegalArgumentException where the model makes nothing or does not fit on the card
   */
  public static void add(
      Sheet sheet, Preset preset, Request request, Options options, Platform platform) {
    Model model = model(preset);
    Prediction prediction = new Predictor(platform.efficiency()).predict(model, request, options);
    refuseTooLarge(preset, platform.efficiency(), prediction);
    Source network = network(preset, request);
    sheet.given(label("hardware.gpus", "GPUs of an output", "GPU"), prediction.cards(), chosen());
    Map<TimeClass, List<String>> rates = platform.rates(sheet, options.attention());
    List<StageTime> whole = prediction.stages().stream().filter(StageTime::whole).toList();
    if (!whole.isEmpty()) {
      rates.put(TimeClass.STAGE, CardRates.stages(sheet, platform.efficiency(), whole));
    }
    errors(sheet, prediction, platform);
    for (Stage.Kind kind : Stage.Kind.values()) {
      stage(sheet, prediction, kind, network, rates);
    }
    Footprint.memory(sheet, model.stages(request), options.parallelism(), platform, network);
    Footprint.batches(sheet, new Footprint.Job(model, request, options), platform, rates);
    if (request.pixels().frames() > 1) {
      sheet.given(
          label("serving.clipSeconds", "length of an output", "s"), request.seconds(), network);
    }
    sheet.given(
        label("model.training.flops", "compute of a training sample", "FLOP/sample"),
        TrainingCounts.of(TrainingPass.of(model.forward(one(request)), 1), TrainingPlan.full())
            .modelFlopsPerSample(),
        network);
  }

  private static Model model(Preset preset) {
    return preset
        .model()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    preset.name() + " makes no images or videos: model.preset=" + preset.name()));
  }

  private static Request one(Request it) {
    return new Request(
        it.pixels(), it.framesPerSecond(), it.textTokens(), 1, it.steps(), it.passes());
  }

  private static void refuseTooLarge(Preset preset, Efficiency card, Prediction prediction) {
    Prediction.Memory memory = prediction.memory();
    if (!memory.fits()) {
      throw new IllegalArgumentException(
          "the model does not fit on the GPU: "
              + preset.name()
              + " needs "
              + Math.round(memory.need().bytes() / 1e9)
              + " GB (weights "
              + Math.round(memory.need().weightBytes() / 1e9)
              + ") and "
              + card.name()
              + " has "
              + Math.round(card.card().memoryBytes() / 1e9)
              + " GB; "
              + (memory.fewestCards() > 0
                  ? "share it: hardware.parallel=tensor=" + memory.fewestCards()
                  : "take a card with more memory"));
    }
  }

  /** What true times may be over predicted ones: by class, and what all classes share. */
  private static void errors(Sheet sheet, Prediction prediction, Platform platform) {
    Spread.byClass(prediction.stages(), prediction.cards())
        .forEach(
            (of, spread) -> {
              double all = Math.hypot(spread, platform.forks(of));
              if (all > 0) {
                error(sheet, "model.error." + of.id(), "true over predicted " + of.id(), all);
              }
            });
    double common = Spread.common(platform.efficiency(), prediction.cards());
    error(sheet, "model.error.board", "time on a board over the mean board's", common);
  }

  private static void error(Sheet sheet, String id, String words, double spread) {
    sheet.given(
        label(id, words, "ratio"),
        new Distribution.LogNormal(1, spread),
        new Assumed(
            "lognormal, standard deviation "
                + BigDecimal.valueOf(spread)
                    .round(new MathContext(2))
                    .stripTrailingZeros()
                    .toPlainString()
                + why(id)));
  }

  private static String why(String id) {
    if (id.endsWith("board")) {
      return ": boards of one kind, and how long they keep a burst's clock";
    }
    return id.endsWith("." + TimeClass.STAGE.id())
        ? ": published times of one network, and what is added between cards"
        : ": held-out errors of the fits of this class's kernels";
  }

  private static void stage(
      Sheet sheet,
      Prediction prediction,
      Stage.Kind kind,
      Source network,
      Map<TimeClass, List<String>> rates) {
    String name = NAMES.get(kind);
    String id = "model." + name;
    List<StageTime> stages = prediction.stages().stream().filter(it -> it.kind() == kind).toList();
    double flops = stages.stream().mapToDouble(it -> it.runs() * it.flopsPerPass()).sum();
    sheet.given(label(id + ".flops", "compute of the " + name, "FLOP"), flops, network);
    List<String> parts = new ArrayList<>();
    byClass(stages)
        .forEach(
            (of, seconds) -> {
              String part = id + "." + of.id();
              List<String> inputs = new ArrayList<>(List.of(id + ".flops"));
              inputs.addAll(
                  of == TimeClass.STAGE
                      ? CardRates.stages(stages)
                      : rates.getOrDefault(of, List.of()));
              sheet.computed(
                  label(part, "predicted time of the " + name + ", " + of.id(), "s"),
                  of == TimeClass.STAGE
                      ? "counted work at the rates of whole stages"
                      : "sum over the op list of each kernel's time at these rates",
                  inputs,
                  in -> seconds);
              String error = "model.error." + of.id();
              parts.add(sheet.has(error) ? part + " * " + error : part);
            });
    sheet.derived(
        id + ".seconds",
        "predicted time of the " + name,
        "s",
        parts.isEmpty() ? "0 * " + id + ".flops" : String.join(" + ", parts));
  }

  private static Map<TimeClass, Double> byClass(List<StageTime> stages) {
    Map<TimeClass, Double> seconds = new EnumMap<>(TimeClass.class);
    for (StageTime stage : stages) {
      for (OpTime op : stage.ops()) {
        seconds.merge(op.timeClass(), stage.runs() * op.seconds(), Double::sum);
      }
    }
    seconds.values().removeIf(it -> it == 0);
    return seconds;
  }

  private static Source network(Preset preset, Request request) {
    String all = preset.sources().getOrDefault("*", preset.sources().values().iterator().next());
    String title = "op list of " + preset.name() + " at " + request + ", after " + all;
    return all.startsWith("Hypothesis")
        ? new Assumed(title)
        : new Published(title, "preset " + preset.name(), READ);
  }

  private static Source chosen() {
    return new Assumed("product of the degrees of hardware.parallel");
  }

  private static Item.Label label(String id, String words, String unit) {
    return new Item.Label(id, words, unit);
  }
}
