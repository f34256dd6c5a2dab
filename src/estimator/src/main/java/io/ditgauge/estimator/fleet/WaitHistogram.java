package io.ditgauge.estimator.fleet;

/**
 * How often waits of each length occurred, in bins of equal ratio: 128 to a doubling, so a quantile
 * is right to 0.8%. Waits below a microsecond count as one, and a bin stands for its upper end.
 */
final class WaitHistogram {
  private static final int BITS = 7;
  private static final int SHIFT = 52 - BITS;
  private static final double LEAST = 0x1p-20;
  private static final long OFFSET = Double.doubleToRawLongBits(LEAST) >>> SHIFT;
  private static final int BINS = 60 << BITS;

  private final long[] counts = new long[BINS];
  private long none;
  private long all;

  /** Counts a wait, in seconds. */
  void add(double seconds) {
    all++;
    if (seconds > 0) {
      long bin = (Double.doubleToRawLongBits(seconds) >>> SHIFT) - OFFSET;
      counts[(int) Math.min(Math.max(bin, 0), BINS - 1)]++;
    } else {
      none++;
    }
  }

  /** Waits that were counted. */
  long count() {
    return all;
  }

  /** Share of the waits that were longer than zero. */
  double waiting() {
    return (double) (all - none) / all;
  }

  /** The wait, in seconds, that this share of the jobs does not exceed. */
  double quantile(double share) {
    long rank = (long) Math.ceil(share * all);
    long seen = none;
    for (int bin = 0; bin < BINS; bin++) {
      if (seen >= rank) {
        return bin == 0 ? 0 : end(bin - 1);
      }
      seen += counts[bin];
    }
    return end(BINS - 1);
  }

  private static double end(int bin) {
    return Double.longBitsToDouble((bin + 1 + OFFSET) << SHIFT);
  }
}
