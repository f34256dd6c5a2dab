package io.ditgauge.benchmarks.heldout;

import io.ditgauge.model.Op;

/**
 * A kernel of the calibration that is timed beside each case.
 *
 * @param op the op
 * @param seconds its time in the calibration
 */
record Anchor(Op op, double seconds) {}
