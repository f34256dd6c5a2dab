package io.ditgauge.estimator.gates;

/** Mistakes of measuring that a gate looks for. */
public enum Gate {
  /** A rate above what the device can do: the clock was stopped before the work was done. */
  ABOVE_PEAK(true),
  /** A rate above the nominal peak but within the highest clock. */
  ABOVE_NOMINAL(false),
  /** Time that stays while the work grows: the call was timed, not the work. */
  FLAT_TIME(true),
  /** Too few samples, or an interval as wide as the value. */
  TOO_FEW_SAMPLES(true),
  /** An interval that is not a number. */
  NO_INTERVAL(true),
  /** A low precision slower than float32: it runs without hardware support. */
  LOW_PRECISION_SLOWER(true),
  /** First calls much slower than the rest: tuning, compiling or paging. */
  FIRST_CALLS(false),
  /** Thread counts that differ between runs. */
  THREADS_CHANGED(true),
  /** A device without a data sheet. */
  UNKNOWN_DEVICE(true);

  private final boolean excludes;

  Gate(boolean excludes) {
    this.excludes = excludes;
  }

  /** Whether the rows are kept out of fits. */
  public boolean excludes() {
    return excludes;
  }
}
