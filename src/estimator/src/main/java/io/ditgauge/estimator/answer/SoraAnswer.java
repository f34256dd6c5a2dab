package io.ditgauge.estimator.answer;

import io.ditgauge.estimator.audit.Audit;
import io.ditgauge.estimator.audit.OurAnswer;
import io.ditgauge.estimator.audit.Range;
import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.Predictor;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import java.util.Optional;

/**
 * How much compute a Sora-like model would need: a network of 20e9 parameters with full space-time
 * attention over the article's own tokens, predicted on an H100 with its 90% interval, for the
 * article's demand.
 *
 * <p>Break-even is the article's: what attention adds, it adds to training and to inference alike.
 * The fleet at peak keeps the article's factors for peak demand and for candidates, which are
 * assumptions; its factor for utilization is gone, since the prediction has it. At this size
 * waiting adds nothing (Erlang C: 0.02% for one job in a hundred to wait a minute).
 */
public final class SoraAnswer {
  private static final String NETWORK = "Sora (20B, full attention)";
  private static final String CARD = "h100-sxm";
  private static final double HOURS_IN_DAY = 24;

  /** The article's factor for peak demand (its claim F8). */
  private static final double PEAK = 2;

  /** The article's candidates for each video that is kept (its claim F9). */
  private static final double CANDIDATES = 2;

  private SoraAnswer() {}

  /** The article audited, with this answer beside its own. */
  public static Audit audit() {
    return Audit.of(answer());
  }

  /** The answer. */
  public static OurAnswer answer() {
    Model model = Presets.of(NETWORK).model().orElseThrow();
    Prediction prediction =
        new Predictor(PublishedEfficiencies.of(CARD))
            .predict(
                model,
                model.defaults(),
                new Options("fa3", Execution.COMPILED, Parallelism.NONE, true));
    double middle = prediction.videoMinutesPerCardHour(model.defaults());
    Range minutes =
        new Range(
            middle * prediction.seconds() / prediction.highSeconds(),
            Optional.of(middle),
            middle * prediction.seconds() / prediction.lowSeconds());
    Audit article = Audit.ofArticle();
    double demand = recomputed(article, "F5");
    Range average = fleet(demand, minutes, 1);
    return new OurAnswer(
        new Derived(
            "3600 / predicted seconds of a minute of video; demand / (24 x minutes); x peak x"
                + " candidates",
            List.of(NETWORK + " on " + CARD + ", fa3, compiled", "F5", "F8", "F9", "I8", "I9")),
        minutes,
        Range.between(recomputed(article, "I8"), recomputed(article, "I9")),
        average,
        fleet(demand, minutes, PEAK * CANDIDATES));
  }

  private static Range fleet(double minutesPerDay, Range minutesPerHour, double factor) {
    return new Range(
        factor * minutesPerDay / (HOURS_IN_DAY * minutesPerHour.high()),
        minutesPerHour.middle().map(it -> factor * minutesPerDay / (HOURS_IN_DAY * it)),
        factor * minutesPerDay / (HOURS_IN_DAY * minutesPerHour.low()));
  }

  private static double recomputed(Audit audit, String id) {
    return audit.claims().stream()
        .filter(claim -> claim.id().equals(id))
        .flatMap(claim -> claim.recomputed().stream())
        .mapToDouble(Figure::value)
        .findFirst()
        .orElseThrow();
  }
}
