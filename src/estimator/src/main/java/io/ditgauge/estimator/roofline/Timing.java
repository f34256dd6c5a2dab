package io.ditgauge.estimator.roofline;

/**
 * A predicted time of one kernel.
 *
 * @param seconds median
 * @param spread standard deviation of the natural logarithm of true over predicted time
 * @param extrapolated whether the shape lies outside the measured range
 * @param transferred whether the rate was measured on another card, kernel or head width
 */
public record Timing(double seconds, double spread, boolean extrapolated, boolean transferred) {
  /** Widening of the spread outside the measured range. */
  public static final double OUTSIDE = 2.0;

  /** Validates the numbers. */
  public Timing {
    if (!(seconds > 0 && Double.isFinite(seconds))) {
      throw new IllegalArgumentException("seconds must be positive and finite: " + seconds);
    }
    if (!(spread >= 0 && Double.isFinite(spread))) {
      throw new IllegalArgumentException("spread must be finite and not negative: " + spread);
    }
  }

  /** A time at a rate of the card itself. */
  public Timing(double seconds, double spread, boolean extrapolated) {
    this(seconds, spread, extrapolated, false);
  }
}
