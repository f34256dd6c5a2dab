package io.ditgauge.estimator.audit;

import io.ditgauge.estimator.source.Figure;
import java.util.List;
import java.util.Optional;

/**
 * A claim with what came of it.
 *
 * @param claim the claim
 * @param worked its formula with the values put in, if there is one
 * @param recomputed what the formula gives as the article counts
 * @param alternatives what it gives in other readings
 * @param verdict the verdicts and the corrected value
 * @param notes what to know about it
 */
public record AuditedClaim(
    Claim claim,
    Optional<Worked> worked,
    Optional<Figure> recomputed,
    List<AlternativeReading> alternatives,
    Verdict verdict,
    List<Note> notes) {
  /** Copies the lists. */
  public AuditedClaim {
    alternatives = List.copyOf(alternatives);
    notes = List.copyOf(notes);
  }

  /**
   * The verdicts on a claim.
   *
   * @param arithmetic whether the printed number is what its formula gives
   * @param substance whether it means what it says
   * @param corrected what it should be, where a correction touches it
   */
  public record Verdict(
      ArithmeticVerdict arithmetic, Substance substance, Optional<Figure> corrected) {}

  /** Identifier of the claim. */
  public String id() {
    return claim.id();
  }
}
