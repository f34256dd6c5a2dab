package io.ditgauge.model.arch;

/**
 * A total that is exact up to 2^63 and a double beyond, where a long cannot hold it.
 *
 * @param exact the value, or -1 where it is not exact
 * @param value the value as a double
 */
public record Count(long exact, double value) {
  /** Nothing. */
  public static final Count ZERO = of(0);

  private static final long INEXACT = -1;

  /** An exact total; must not be negative. */
  public static Count of(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("a count must not be negative: " + value);
    }
    return new Count(value, value);
  }

  /** Whether the value is exact. */
  public boolean isExact() {
    return exact != INEXACT;
  }

  /** The sum. */
  public Count plus(Count other) {
    double sum = value + other.value;
    if (isExact() && other.isExact()) {
      long exactSum = exact + other.exact;
      return exactSum >= 0 ? new Count(exactSum, exactSum) : new Count(INEXACT, sum);
    }
    return new Count(INEXACT, sum);
  }

  /** This many times over. */
  public Count times(long factor) {
    if (factor < 0) {
      throw new IllegalArgumentException("a factor must not be negative: " + factor);
    }
    if (factor == 0) {
      return ZERO;
    }
    if (isExact() && Math.multiplyHigh(exact, factor) == 0 && exact * factor >= 0) {
      return of(exact * factor);
    }
    return new Count(INEXACT, value * factor);
  }
}
