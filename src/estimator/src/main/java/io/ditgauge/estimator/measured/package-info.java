/**
 * Efficiencies of the machine that a calibration was measured on.
 *
 * <p>Entry type: {@link io.ditgauge.estimator.measured.MeasuredEfficiency}.
 */
package io.ditgauge.estimator.measured;
