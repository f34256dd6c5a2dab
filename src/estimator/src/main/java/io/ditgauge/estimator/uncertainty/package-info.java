/**
 * What is not known exactly, and what that does to a result.
 *
 * <p>Inputs are {@link io.ditgauge.estimator.uncertainty.Distribution}s by name, a formula is a
 * {@link io.ditgauge.estimator.uncertainty.Model} over them, and {@link
 * io.ditgauge.estimator.uncertainty.MonteCarlo} propagates the one through the other to an {@link
 * io.ditgauge.estimator.uncertainty.Uncertain} result. A {@link
 * io.ditgauge.estimator.uncertainty.Propagation} also says which inputs matter: by moving one at a
 * time, and by rank correlation over all draws.
 *
 * <p>Entry type: {@code MonteCarlo}.
 *
 * <p>Invariants: the same seed gives the same numbers on every machine; the draws of an input
 * depend only on the seed and its name; inputs are independent; a result that is not finite is
 * refused with the inputs that gave it.
 */
package io.ditgauge.estimator.uncertainty;
