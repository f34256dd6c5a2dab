package io.ditgauge.estimator.audit;

import io.ditgauge.estimator.audit.Consequence.Answer;
import io.ditgauge.estimator.audit.Consequence.Way;
import io.ditgauge.estimator.audit.Formula.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Computes what the claims come to. */
final class Consequences {
  private final List<Claim> claims;
  private final Ledger ledger;
  private final Optional<OurAnswer> ours;

  Consequences(List<Claim> claims, Optional<OurAnswer> ours) {
    this.claims = claims;
    this.ledger = new Ledger(claims);
    this.ours = ours;
  }

  List<Consequence> all() {
    return List.of(
        consequence(
            "minutes",
            "minutes of video in an H100-hour",
            List.of("I7"),
            OurAnswer::minutesPerHour),
        consequence(
            "break-even",
            "minutes until inference has cost as much as training",
            List.of("I8", "I9"),
            OurAnswer::breakEvenMinutes),
        consequence("average", "H100s at the average load", List.of("F6"), OurAnswer::averageH100s),
        consequence("peak", "H100s at peak", List.of("F10"), OurAnswer::peakH100s));
  }

  private Consequence consequence(
      String id, String label, List<String> ids, Function<OurAnswer, Range> our) {
    Range article =
        range(ids.stream().map(of -> ledger.claim(of).printed().number().orElseThrow()).toList());
    List<Answer> answers = new ArrayList<>();
    answers.add(answer(Way.ARTICLE, article, article));
    answers.add(answer(Way.RECOMPUTED, values(ledger, ids, Reading.ARTICLE), article));
    answers.add(answer(Way.CORRECTED, values(ledger, ids, Reading.CORRECTED), article));
    answers.add(answer(Way.FULL_ATTENTION, fullAttention(ids), article));
    ours.map(our).ifPresent(range -> answers.add(answer(Way.OURS, range, article)));
    return new Consequence(id, label, ledger.claim(ids.get(0)).unit(), ids, answers);
  }

  /** The same claims with frames that cost as full attention makes them, unrounded. */
  private Range fullAttention(List<String> ids) {
    List<Double> ends = new ArrayList<>();
    for (Given growth : List.of(FullAttention.LEAST, FullAttention.MOST)) {
      Formula frames = ledger.formula("T6").map(of -> Formula.times(of, growth)).orElseThrow();
      Formula perDay = Formula.times(Formula.claim("I7"), AuditInputs.DAY_HOURS);
      Ledger changed = new Ledger(claims, Map.of("T6", frames, "F1", perDay));
      ids.forEach(id -> ends.add(changed.value(id, Reading.CORRECTED).value()));
    }
    return range(ends);
  }

  private static Range values(Ledger ledger, List<String> ids, Reading reading) {
    return range(ids.stream().map(id -> ledger.value(id, reading).value()).toList());
  }

  private static Range range(List<Double> values) {
    double low = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double high = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    return values.size() == 1 ? Range.exactly(low) : Range.between(low, high);
  }

  private static Answer answer(Way way, Range range, Range article) {
    double low = range.low() / article.low();
    double high = range.high() / article.high();
    Optional<Double> middle = range.middle().flatMap(of -> article.middle().map(by -> of / by));
    Range ratio = new Range(Math.min(low, high), middle, Math.max(low, high));
    return new Answer(way, range, ratio);
  }
}
