/**
 * Gates against mistakes of measuring: what fires names its rows, and they stay out of every fit.
 *
 * <p>Entry type: {@link io.ditgauge.estimator.gates.Gates}.
 */
package io.ditgauge.estimator.gates;
