package io.ditgauge.estimator.audit;

import io.ditgauge.estimator.audit.Formula.Given;
import io.ditgauge.estimator.audit.Formula.Leaf;
import io.ditgauge.estimator.audit.Formula.Role;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Derives the verdicts on claims from their formulas.
 *
 * <p>A claim that disagrees with its own formula, but agrees once the claims that it uses are taken
 * as printed, follows their errors; one that does not is a slip. A claim that changes when
 * multiply-accumulates become two FLOP is miscounted. Else it is as good as the weakest thing that
 * its own formula adds: an assumption, a fact that is only reported, or nothing.
 */
final class Verdicts {
  private static final double SAME = 1e-9;

  private final Ledger ledger;

  Verdicts(Ledger ledger) {
    this.ledger = ledger;
  }

  ArithmeticVerdict arithmetic(Claim claim) {
    if (claim.basis() instanceof Basis.Assumption) {
      return ArithmeticVerdict.ASSUMPTION;
    }
    if (claim.basis() instanceof Basis.External) {
      return ArithmeticVerdict.CONTEXT;
    }
    return claim.printed().judge(ledger.value(claim.id(), Reading.ARTICLE).value());
  }

  Substance substance(Claim claim) {
    if (claim.basis() instanceof Basis.Assumption) {
      return Substance.Plain.ASSUMPTION;
    }
    if (claim.basis() instanceof Basis.External) {
      return Substance.Plain.CONTEXT;
    }
    if (arithmetic(claim) == ArithmeticVerdict.DISAGREES) {
      return isSlip(claim)
          ? Substance.Plain.SLIP
          : new Substance.Follows(List.copyOf(origins(claim)));
    }
    return changes(claim)
        ? new Substance.Miscounted(Quantity.FLOP_PER_MAC)
        : weakest(leaves(claim));
  }

  /** Whether a correction touches the claim, even if it cancels. */
  boolean isTouched(Claim claim) {
    return isMiscounted(claim) || isSlip(claim) || arithmetic(claim) == ArithmeticVerdict.DISAGREES;
  }

  /** Whether multiply-accumulates are among what the claim uses. */
  boolean isMiscounted(Claim claim) {
    return leaves(claim).stream().anyMatch(leaf -> ledger.trueUnit(leaf).power(Unit.MAC) != 0);
  }

  /** Whether counting two FLOP for each multiply-accumulate changes the claim. */
  boolean changes(Claim claim) {
    double article = ledger.value(claim.id(), Reading.ARTICLE).value();
    double corrected = ledger.value(claim.id(), Reading.CORRECTED).value();
    return Math.abs(corrected - article) > SAME * Math.abs(article);
  }

  /** Whether the printed number is not even what the printed numbers give. */
  private boolean isSlip(Claim claim) {
    if (!(claim.basis() instanceof Basis.Computed computed)
        || arithmetic(claim) != ArithmeticVerdict.DISAGREES) {
      return false;
    }
    double asPrinted = ledger.value(computed.of(), Reading.PRINTED).value();
    return claim.printed().judge(asPrinted) == ArithmeticVerdict.DISAGREES;
  }

  /** The claims with an error of their own from which this one has its errors. */
  private Set<String> origins(Claim claim) {
    Set<String> found = new LinkedHashSet<>();
    for (Leaf leaf : leaves(claim)) {
      Ledger.referred(leaf)
          .map(ledger::claim)
          .filter(used -> used.basis() instanceof Basis.Computed)
          .filter(used -> isSlip(used) || changes(used))
          .ifPresent(used -> found.addAll(isOrigin(used) ? Set.of(used.id()) : origins(used)));
    }
    return found;
  }

  private boolean isOrigin(Claim claim) {
    return isSlip(claim) || mixes(claim) || origins(claim).isEmpty();
  }

  /** Whether the formula is where multiply-accumulates first meet FLOP. */
  private boolean mixes(Claim claim) {
    List<Unit> units = leaves(claim).stream().map(ledger::trueUnit).toList();
    return units.stream().anyMatch(unit -> unit.power(Unit.MAC) != 0 && unit.power(Unit.FLOP) == 0)
        && units.stream().anyMatch(unit -> unit.power(Unit.FLOP) != 0 && unit.power(Unit.MAC) == 0);
  }

  private Substance weakest(List<Leaf> leaves) {
    if (leaves.stream().anyMatch(this::isAssumed)) {
      return Substance.Plain.ASSUMPTION;
    }
    boolean reported = leaves.stream().anyMatch(leaf -> has(leaf, Role.EXTERNAL));
    boolean more =
        leaves.stream().anyMatch(leaf -> !has(leaf, Role.EXTERNAL) && !has(leaf, Role.CONVENTION));
    return reported && !more ? Substance.Plain.CONTEXT : Substance.Plain.SOUND;
  }

  private boolean isAssumed(Leaf leaf) {
    return has(leaf, Role.ASSUMED)
        || Ledger.referred(leaf)
            .map(ledger::claim)
            .filter(claim -> claim.basis() instanceof Basis.Assumption)
            .isPresent();
  }

  private static boolean has(Leaf leaf, Role role) {
    return leaf instanceof Given given && given.role() == role;
  }

  private List<Leaf> leaves(Claim claim) {
    return ledger.formula(claim.id()).map(Formula::leaves).orElse(List.of());
  }
}
