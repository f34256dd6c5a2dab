package io.ditgauge.estimator.serving;

import io.ditgauge.estimator.latency.MemoryNeed;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.Predictor;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.estimator.sheet.Item;
import io.ditgauge.estimator.sheet.Sheet;
import io.ditgauge.estimator.source.Source;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.arch.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Memory that an output needs, stage by stage, and what is won by making several at once. */
final class Footprint {
  /** Batches that are shown, as far as they fit. */
  private static final List<Integer> BATCHES = List.of(2, 4, 8);

  private Footprint() {}

  /**
   * What is made and how.
   *
   * @param model the model
   * @param request one output
   * @param options how it is run
   */
  record Job(Model model, Request request, Options options) {
    private Request batch(long size) {
      return new Request(
          request.pixels(),
          request.framesPerSecond(),
          request.textTokens(),
          size,
          request.steps(),
          request.passes());
    }
  }

  /** Adds weights and activations of each stage, and the memory that all need on each card. */
  static void memory(
      Sheet sheet, List<Stage> stages, Parallelism parallelism, Platform platform, Source network) {
    int bytes = platform.efficiency().elementBytes();
    List<String> inputs = new ArrayList<>();
    for (Stage.Kind kind : Stage.Kind.values()) {
      String name = PredictedModel.NAMES.get(kind);
      List<Stage> own = stages.stream().filter(it -> it.kind() == kind).toList();
      MemoryNeed need = MemoryNeed.of(own, parallelism, bytes);
      String weights = "memory." + name + ".weights";
      String activations = "memory." + name + ".activations";
      sheet.given(
          new Item.Label(weights, "weights of the " + name, "byte"), need.weightBytes(), network);
      inputs.add(weights);
      if (kind != Stage.Kind.DECODER) {
        sheet.given(
            new Item.Label(activations, "largest activations of the " + name, "byte"),
            need.activationBytes(),
            network);
        inputs.add(activations);
      }
    }
    double all = MemoryNeed.of(stages, parallelism, bytes).bytes();
    sheet.computed(
        new Item.Label("memory.card", "memory on each card", "byte"),
        "weights of all stages and the largest activations; a decoder runs in tiles",
        inputs,
        in -> all);
  }

  /** Adds the outputs of a GPU-hour in batches over those one by one. */
  static void batches(Sheet sheet, Job job, Platform platform, Map<TimeClass, List<String>> rates) {
    Predictor predictor = new Predictor(platform.efficiency());
    double one = outputs(predictor.predict(job.model(), job.request(), job.options()), 1);
    List<String> inputs = new ArrayList<>(List.of("model.denoiser.flops"));
    rates
        .values()
        .forEach(it -> it.stream().filter(id -> !inputs.contains(id)).forEach(inputs::add));
    for (int size : BATCHES) {
      Prediction prediction = predictor.predict(job.model(), job.batch(size), job.options());
      if (!prediction.memory().fits()) {
        return;
      }
      double gain = outputs(prediction, size) / one;
      sheet.computed(
          new Item.Label(
              "serving.batch" + size,
              "outputs of a GPU-hour in batches of " + size + " over one by one",
              "ratio"),
          "both predicted: the op list of the batch at these rates",
          inputs,
          in -> gain);
    }
  }

  private static double outputs(Prediction prediction, int batch) {
    return batch / (prediction.seconds() * prediction.cards());
  }
}
