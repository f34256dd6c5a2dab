/**
 * Predictions from a calibration held against whole models that it never saw, on the same machine.
 */
package io.ditgauge.estimator.heldout;
