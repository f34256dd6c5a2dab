/**
 * The held-out suite: forward passes of whole models, predicted from a calibration of kernels and
 * then measured beside anchor kernels.
 */
package io.ditgauge.benchmarks.heldout;
