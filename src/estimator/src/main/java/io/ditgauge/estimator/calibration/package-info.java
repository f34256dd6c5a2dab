/**
 * From a run to achieved rates: declared work over measured seconds, against ceilings.
 *
 * <p>{@link io.ditgauge.estimator.calibration.Calibrator} is a pure function from the two files of
 * a run to a {@link io.ditgauge.estimator.calibration.Calibration}; {@link
 * io.ditgauge.estimator.calibration.CalibrationFiles} reads and writes it; {@link
 * io.ditgauge.estimator.calibration.Comparability} says why two of them must not be compared.
 *
 * <p>Invariants: every rate has its op, its interval where there were two forks or more, and the
 * utilization against each ceiling that exists; a rate without an interval makes the calibration
 * provisional; a rate faster than the machine is refused, on writing and on reading; every rate was
 * measured in the environment that {@code backends} records for its backend.
 */
package io.ditgauge.estimator.calibration;
