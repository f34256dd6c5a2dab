/**
 * When inference has cost as much as training.
 *
 * <p>Entry type: {@link io.ditgauge.estimator.breakeven.BreakEvenFigures}. Invariant: in compute,
 * and in GPU-hours at equal utilization, the utilization cancels.
 */
package io.ditgauge.estimator.breakeven;
