package io.ditgauge.estimator.audit;

import io.ditgauge.estimator.audit.Formula.AsPrinted;
import io.ditgauge.estimator.audit.Formula.Given;
import io.ditgauge.estimator.audit.Formula.Leaf;
import io.ditgauge.estimator.audit.Formula.Of;
import io.ditgauge.estimator.audit.Formula.Quoted;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates claims in each reading, every one at most once. */
final class Ledger {
  private final Map<String, Claim> claims = new LinkedHashMap<>();
  private final Map<String, Formula> replaced;
  private final Map<Reading, Map<String, Quantity>> values = new EnumMap<>(Reading.class);
  private final Map<String, Unit> trueUnits = new HashMap<>();

  Ledger(List<Claim> claims) {
    this(claims, Map.of());
  }

  /** A ledger in which some claims have other formulas. */
  Ledger(List<Claim> claims, Map<String, Formula> replaced) {
    claims.forEach(claim -> this.claims.put(claim.id(), claim));
    this.replaced = Map.copyOf(replaced);
    for (Reading reading : Reading.values()) {
      values.put(reading, new HashMap<>());
    }
  }

  /** The claim of that id. */
  Claim claim(String id) {
    Claim claim = claims.get(id);
    if (claim == null) {
      throw new IllegalArgumentException(
          "there is no claim " + id + "; known are " + String.join(", ", claims.keySet()));
    }
    return claim;
  }

  /** The formula of a claim, if it has one. */
  Optional<Formula> formula(String id) {
    return Optional.ofNullable(replaced.get(id)).or(claim(id).basis()::formula);
  }

  /** What a claim is worth in a reading, refused unless it comes out in the claim's unit. */
  Quantity value(String id, Reading reading) {
    Map<String, Quantity> known = values.get(reading);
    Quantity value = known.get(id);
    if (value == null) {
      value = formula(id).map(of -> value(of, reading)).orElseGet(() -> printed(id, reading));
      if (!value.unit().equals(claim(id).unit())) {
        throw new IllegalStateException(
            "claim "
                + id
                + " comes out in "
                + value.unit()
                + " and not in "
                + claim(id).unit()
                + "; correct its formula");
      }
      known.put(id, value);
    }
    return value;
  }

  /** What a formula is worth in a reading. */
  Quantity value(Formula formula, Reading reading) {
    return formula.value(leaf -> value(leaf, reading));
  }

  /** What a leaf is worth in a reading. */
  Quantity value(Leaf leaf, Reading reading) {
    if (leaf instanceof Given given) {
      return reading.count(given.quantity());
    }
    if (leaf instanceof Quoted quoted) {
      return reading == Reading.PRINTED
          ? printed(quoted.claim(), reading)
          : value(quoted.given(), reading);
    }
    if (leaf instanceof Of of) {
      return reading == Reading.PRINTED ? printed(of.claim(), reading) : value(of.claim(), reading);
    }
    return printed(((AsPrinted) leaf).claim(), reading);
  }

  /** The printed number, or what the formula gives where none is printed. */
  private Quantity printed(String id, Reading reading) {
    Claim claim = claim(id);
    if (claim.printed().number().isEmpty()) {
      Formula formula =
          formula(id)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "claim " + id + " prints no single number and has no formula to use"));
      return value(formula, reading == Reading.PRINTED ? Reading.ARTICLE : reading);
    }
    return reading.count(new Quantity(claim.printed().number().getAsDouble(), trueUnit(id)));
  }

  /** The unit in which a claim really is, with multiply-accumulates told from FLOP. */
  Unit trueUnit(String id) {
    Unit known = trueUnits.get(id);
    if (known == null) {
      known =
          claim(id)
              .basis()
              .formula()
              .map(formula -> formula.value(leaf -> new Quantity(1, trueUnit(leaf))).unit())
              .orElse(claim(id).unit());
      trueUnits.put(id, known);
    }
    return known;
  }

  /** The unit in which a leaf really is. */
  Unit trueUnit(Leaf leaf) {
    if (leaf instanceof Given given) {
      return given.quantity().unit();
    }
    if (leaf instanceof Quoted quoted) {
      return quoted.given().quantity().unit();
    }
    return trueUnit(referred(leaf).orElseThrow());
  }

  /** The claim to which a leaf refers, if it refers to one. */
  static Optional<String> referred(Leaf leaf) {
    if (leaf instanceof Of of) {
      return Optional.of(of.claim());
    }
    return leaf instanceof AsPrinted printed ? Optional.of(printed.claim()) : Optional.empty();
  }
}
