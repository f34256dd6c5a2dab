package io.ditgauge.estimator.audit;

import io.ditgauge.estimator.audit.AuditedClaim.Verdict;
import io.ditgauge.estimator.audit.Formula.Leaf;
import io.ditgauge.estimator.source.Derived;
import io.ditgauge.estimator.source.Figure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges claims one by one. */
final class Auditor {
  private static final double SAME = 1e-9;

  private final Ledger ledger;
  private final Verdicts verdicts;

  Auditor(Ledger ledger) {
    this.ledger = ledger;
    this.verdicts = new Verdicts(ledger);
  }

  AuditedClaim audit(Claim claim) {
    Optional<Worked> worked = claim.basis().formula().map(this::worked);
    Optional<Figure> corrected =
        verdicts.isTouched(claim)
            ? worked.map(of -> figure(claim, of, Reading.CORRECTED))
            : Optional.empty();
    return new AuditedClaim(
        claim,
        worked,
        worked.map(of -> figure(claim, of, Reading.ARTICLE)),
        alternatives(claim),
        new Verdict(verdicts.arithmetic(claim), verdicts.substance(claim), corrected),
        notes(claim));
  }

  private Worked worked(Formula formula) {
    Map<Leaf, Quantity> values = new LinkedHashMap<>();
    formula.leaves().forEach(leaf -> values.put(leaf, ledger.value(leaf, Reading.ARTICLE)));
    return new Worked(formula, values);
  }

  private Figure figure(Claim claim, Worked worked, Reading reading) {
    List<String> inputs = worked.formula().leaves().stream().map(Leaf::name).distinct().toList();
    return new Figure(
        claim.id() + (reading == Reading.CORRECTED ? "/corrected" : "/recomputed"),
        claim.label(),
        ledger.value(claim.id(), reading).value(),
        claim.unit().text(),
        new Derived(worked.names() + ", " + reading.label(), inputs));
  }

  private List<AlternativeReading> alternatives(Claim claim) {
    List<AlternativeReading> found = new ArrayList<>();
    if (claim.basis() instanceof Basis.Computed computed) {
      double printed = ledger.value(computed.of(), Reading.PRINTED).value();
      double article = ledger.value(claim.id(), Reading.ARTICLE).value();
      if (Math.abs(printed - article) > SAME * Math.abs(article)) {
        found.add(reading(claim, Reading.PRINTED.label(), printed));
      }
      for (Basis.Alternative alternative : computed.alternatives()) {
        double value = ledger.value(alternative.formula(), Reading.ARTICLE).value();
        found.add(reading(claim, alternative.label(), value));
      }
    }
    return found;
  }

  private static AlternativeReading reading(Claim claim, String label, double value) {
    return new AlternativeReading(label, value, claim.printed().judge(value));
  }

  private List<Note> notes(Claim claim) {
    List<Note> notes = new ArrayList<>();
    for (Remark remark : claim.remarks()) {
      List<Double> values =
          remark.values().stream()
              .map(value -> ledger.value(value.formula(), value.reading()).value())
              .toList();
      notes.add(new Note(remark.text(), values));
    }
    if (verdicts.isMiscounted(claim) && !verdicts.changes(claim)) {
      notes.add(
          new Note(
              "Both sides count multiply-accumulates: the factor {} cancels.",
              List.of(Quantity.FLOP_PER_MAC)));
    }
    rounded(claim).ifPresent(notes::add);
    return notes;
  }

  /** A note where the printed digits agree but are not the rounded ones. */
  private Optional<Note> rounded(Claim claim) {
    if (verdicts.arithmetic(claim) != ArithmeticVerdict.AGREES
        || !(claim.printed() instanceof Printed.Digits printed)) {
      return Optional.empty();
    }
    BigDecimal digits = new BigDecimal(printed.text());
    BigDecimal exact = BigDecimal.valueOf(ledger.value(claim.id(), Reading.ARTICLE).value());
    BigDecimal rounded = exact.setScale(digits.scale(), RoundingMode.HALF_UP);
    return rounded.compareTo(digits) == 0
        ? Optional.empty()
        : Optional.of(
            new Note(
                "Rounded, the formula gives {}, not {}.",
                List.of(rounded.doubleValue(), digits.doubleValue())));
  }
}
