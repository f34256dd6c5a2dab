package io.ditgauge.estimator.audit;

import java.util.Objects;

/**
 * A value with its unit.
 *
 * @param value the value; finite
 * @param unit the unit
 */
public record Quantity(double value, Unit unit) {
  /** FLOP of one multiply-accumulate: a multiply and an add. */
  public static final double FLOP_PER_MAC = 2;

  /** Validates the value. */
  public Quantity {
    Objects.requireNonNull(unit, "a quantity needs a unit");
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "a quantity must be finite: " + value + " " + unit + "; check for a division by zero");
    }
  }

  /** The product. */
  public Quantity times(Quantity other) {
    return new Quantity(value * other.value, unit.times(other.unit));
  }

  /** The quotient. */
  public Quantity over(Quantity other) {
    return new Quantity(value / other.value, unit.over(other.unit));
  }

  /**
   * The sum.
   *
   * @throws IllegalArgumentException if the units differ
   */
  public Quantity plus(Quantity other) {
    if (!unit.equals(other.unit)) {
      throw new IllegalArgumentException(
          "a sum needs equal units: " + unit + " and " + other.unit + "; convert one of them");
    }
    return new Quantity(value + other.value, unit);
  }

  /** The same number with each MAC called a FLOP, as whoever reads GMACs as Gflops does. */
  public Quantity misread() {
    return new Quantity(value, unit.inFlop());
  }

  /** The same quantity in FLOP: two for each MAC. */
  public Quantity converted() {
    return new Quantity(value * Math.pow(FLOP_PER_MAC, unit.power(Unit.MAC)), unit.inFlop());
  }
}
