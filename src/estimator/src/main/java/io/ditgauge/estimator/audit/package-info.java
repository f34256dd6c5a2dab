/**
 * Every number of the article, recomputed and judged.
 *
 * <p>A {@link io.ditgauge.estimator.audit.Claim} is a printed number with a {@link
 * io.ditgauge.estimator.audit.Formula} over named inputs and other claims. A formula carries units
 * along, with multiply-accumulates told from FLOP, and is evaluated in several {@link
 * io.ditgauge.estimator.audit.Reading}s. The verdicts are what the readings differ in: no verdict,
 * no corrected value and no number of a note is written down.
 *
 * <p>Entry type: {@link io.ditgauge.estimator.audit.Audit}.
 *
 * <p>Invariants: a claim's formula comes out in the claim's unit or is refused; an input has a
 * source; what the article prints is kept as text, whose digits are its precision; nothing here
 * formats.
 */
package io.ditgauge.estimator.audit;
