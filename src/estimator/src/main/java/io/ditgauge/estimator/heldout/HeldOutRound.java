package io.ditgauge.estimator.heldout;

import io.ditgauge.estimator.run.Values;

/**
 * One measurement of a case.
 *
 * @param round number of the round, from 1
 * @param seconds median time of a call
 * @param calls calls timed
 * @param drift time of the anchor kernels just before and after, over their time in the
 *     calibration: above 1 where the machine was slower than when it was calibrated
 */
public record HeldOutRound(int round, double seconds, int calls, double drift) {
  /** Validates. */
  public HeldOutRound {
    Values.atLeast("round", round, 1);
    Values.positive("seconds", seconds);
    Values.atLeast("calls", calls, 1);
    Values.positive("drift", drift);
  }
}
