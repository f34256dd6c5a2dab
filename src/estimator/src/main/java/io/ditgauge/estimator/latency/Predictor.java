package io.ditgauge.estimator.latency;

import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.arch.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Multiplies a model's op list by a card's efficiency. */
public final class Predictor {
  /** Share of a pass above which a weakness is flagged. */
  private static final double NOTABLE = 0.1;

  private final Efficiency efficiency;

  /** A predictor for a card. */
  public Predictor(Efficiency efficiency) {
    this.efficiency = efficiency;
  }

  /**
   * Predicted time of a request.
   *
   * @throws IllegalArgumentException where the model refuses the request, or the attention kernel
   *     does not run on the card
   */
  public Prediction predict(Model model, Request request, Options options) {
    refuseWhatDoesNotRun(options.attention());
    List<Stage> stages = model.stages(request);
    double latent = latentElements(model, request);
    List<StageTime> times = new ArrayList<>();
    Set<Prediction.Flag> flags = EnumSet.noneOf(Prediction.Flag.class);
    for (Stage stage : stages) {
      if (options.stages() || stage.kind() == Stage.Kind.DENOISER) {
        times.add(time(stage, options, latent, flags));
      }
    }
    if (efficiency.origin().equals("Transferred") || borrowed(times)) {
      flags.add(Prediction.Flag.TRANSFERRED);
    }
    Prediction.Memory memory = memory(stages, options);
    if (!memory.fits()) {
      flags.add(Prediction.Flag.DOES_NOT_FIT);
    }
    return new Prediction(
        times,
        Spread.of(times, options, efficiency),
        options.parallelism().cards(),
        efficiency,
        memory,
        flags);
  }

  private void refuseWhatDoesNotRun(String attention) {
    if (!efficiency.attention().runs(attention)) {
      throw new IllegalArgumentException(
          "the attention kernel must run on the card, and '"
              + attention
              + "' does not on "
              + efficiency.card().name()
              + ": attention="
              + attention
              + "; use one of "
              + String.join(", ", efficiency.attention().kernels()));
    }
  }

  private Prediction.Memory memory(List<Stage> stages, Options options) {
    double card = efficiency.card().memoryBytes();
    int bytes = efficiency.elementBytes();
    MemoryNeed need = MemoryNeed.of(stages, options.parallelism(), bytes);
    return new Prediction.Memory(
        need, need.fits(card), MemoryNeed.fewestCards(stages, card, bytes));
  }

  private StageTime time(Stage stage, Options options, double latent, Set<Prediction.Flag> flags) {
    boolean spread = stage.kind() == Stage.Kind.DENOISER;
    Options own = spread ? options : options.onOneCard();
    if (!spread && options.parallelism().cards() > 1) {
      flags.add(Prediction.Flag.SERIAL_STAGE);
    }
    List<OpTime> ops =
        new ArrayList<>(
            spread
                ? new PassTimer(efficiency, stage.name(), own).time(stage.pass())
                : whole(stage, own));
    if (spread) {
      new Communication(efficiency, own.parallelism())
          .guidance(latent)
          .ifPresent(it -> ops.add(PassTimer.exchange("guidance", "latent", it, 1)));
    }
    double seconds = 0;
    double outside = 0;
    double host = 0;
    double borrowed = 0;
    for (OpTime op : ops) {
      seconds += op.seconds();
      outside += op.extrapolated() ? op.seconds() : 0;
      if (op.transferred()) {
        borrowed += op.timeClass() == TimeClass.ATTENTION ? Double.POSITIVE_INFINITY : op.seconds();
      }
      host += op.timeClass() == TimeClass.HOST ? op.seconds() : 0;
    }
    if (spread && outside > NOTABLE * seconds) {
      flags.add(Prediction.Flag.EXTRAPOLATED);
    }
    if (spread && borrowed > NOTABLE * seconds) {
      flags.add(Prediction.Flag.TRANSFERRED);
    }
    if (spread && host > NOTABLE * seconds) {
      flags.add(Prediction.Flag.HOST_BOUND);
    }
    long runs = spread ? divided(stage.runs(), own.parallelism().cfg()) : stage.runs();
    return new StageTime(
        stage.kind(),
        stage.name(),
        runs,
        seconds,
        stage.pass().counts().flops().value() * (spread ? own.parallelism().cfg() : 1),
        (double) efficiency.elementBytes() * stage.pass().parameters() / own.parallelism().tensor(),
        ops);
  }

  /** A text encoder or a decoder: as it was measured, or by its kernels. */
  private List<OpTime> whole(Stage stage, Options options) {
    double flops = stage.pass().counts().flops().value();
    return Optional.of(efficiency.stages())
        .filter(it -> options.stageTimes())
        .flatMap(it -> it.timing(stage.name(), stage.pass().parameters(), flops))
        .map(
            it ->
                List.of(
                    new OpTime(
                        stage.name(),
                        "whole stage",
                        TimeClass.STAGE,
                        it.seconds(),
                        flops,
                        0,
                        it.spread(),
                        it.extrapolated(),
                        it.transferred())))
        .orElseGet(() -> new PassTimer(efficiency, stage.name(), options).time(stage.pass()));
  }

  /** Whether stages that were measured on another card take a notable share. */
  private static boolean borrowed(List<StageTime> stages) {
    double total = 0;
    double borrowed = 0;
    for (StageTime stage : stages) {
      total += stage.seconds();
      for (OpTime op : stage.ops()) {
        boolean counts = op.timeClass() == TimeClass.STAGE && op.transferred();
        borrowed += counts ? stage.runs() * op.seconds() : 0;
      }
    }
    return borrowed > NOTABLE * total;
  }

  private static double latentElements(Model model, Request request) {
    return (double) request.batch()
        * model.space().channels()
        * model.space().latent(request.pixels(), model.denoiser().patch()).elements();
  }

  private static long divided(long runs, int cfg) {
    return Math.max(1, (runs + cfg - 1) / cfg);
  }
}
