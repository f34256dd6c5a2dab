package io.ditgauge.estimator.validation;

import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.arch.Stage;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/**
 * A prediction with one thing left out or taken wrongly, to see what it is worth.
 *
 * @param name in words
 * @param options how each row is run instead
 * @param request what is asked instead
 * @param seconds what is taken of a prediction
 */
public record Ablation(
    String name,
    UnaryOperator<Options> options,
    UnaryOperator<Request> request,
    ToDoubleFunction<Prediction> seconds) {
  /** Nothing left out. */
  public static final Ablation NONE =
      new Ablation("as predicted", it -> it, it -> it, Prediction::seconds);

  /** All of them, the whole prediction first. */
  public static java.util.List<Ablation> all() {
    return java.util.List.of(
        NONE,
        new Ablation(
            "no elementwise passes", it -> it, it -> it, it -> without(it, TimeClass.ELEMENTWISE)),
        execution("all rows as compiled", Execution.COMPILED),
        execution("all rows as eager", Execution.EAGER_DIFFUSERS),
        attention("all rows FA2", "fa2"),
        attention("all rows FA3", "fa3"),
        new Ablation(
            "no stages outside the transformer",
            it -> it,
            it -> it,
            it -> it.seconds(Stage.Kind.DENOISER)),
        new Ablation("no stage times", Ablation::byKernels, it -> it, Prediction::seconds),
        new Ablation("no text tokens", it -> it, Ablation::withoutText, Prediction::seconds));
  }

  private static double without(Prediction prediction, TimeClass left) {
    return prediction.seconds() - prediction.byClass().getOrDefault(left, 0.0);
  }

  private static Options byKernels(Options it) {
    return new Options(it.attention(), it.execution(), it.parallelism(), it.stages(), false);
  }

  private static Ablation execution(String name, Execution execution) {
    return new Ablation(
        name,
        it -> new Options(it.attention(), execution, it.parallelism(), it.stages()),
        it -> it,
        Prediction::seconds);
  }

  private static Ablation attention(String name, String kernel) {
    return new Ablation(
        name,
        it -> new Options(kernel, it.execution(), it.parallelism(), it.stages()),
        it -> it,
        Prediction::seconds);
  }

  /** One token, since a model that reads text needs some. */
  private static Request withoutText(Request it) {
    return new Request(
        it.pixels(),
        it.framesPerSecond(),
        Math.min(1, it.textTokens()),
        it.batch(),
        it.steps(),
        it.passes());
  }
}
