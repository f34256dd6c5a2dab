/**
 * What is not known exactly, and what that does to a result.
 *
 * <p>Inputs are {@link io.ditgauge.estimator.uncertainty.Distribution}s by name. {@link
 * io.ditgauge.estimator.uncertainty.MonteCarlo} propagates them, through one {@link
 * io.ditgauge.estimator.uncertainty.Model} or through many {@link
 * io.ditgauge.estimator.uncertainty.Formulas} at once and on several threads, to {@link
 * io.ditgauge.estimator.uncertainty.Uncertain} results; {@link
 * io.ditgauge.estimator.uncertainty.KeptDraws} does so again and again while few inputs change.
 * Which inputs matter: a {@link io.ditgauge.estimator.uncertainty.Propagation} moves one at a time
 * and ranks correlations, {@link io.ditgauge.estimator.uncertainty.Sobol} takes the variance apart.
 *
 * <p>Entry type: {@code MonteCarlo}.
 *
 * <p>Invariants: the same seed gives the same numbers on every machine and on any number of
 * threads; the n-th draw of an input depends only on the seed, its name and n; inputs are
 * independent; a result that is not finite is refused with the inputs that gave it.
 */
package io.ditgauge.estimator.uncertainty;
