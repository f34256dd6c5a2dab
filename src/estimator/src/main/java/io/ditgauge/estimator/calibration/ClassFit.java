package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.run.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rates of one class of ops say of ops that were not measured.
 *
 * @param of the class
 * @param coefficients of its time, in SI units, by name; they hold on top of the points
 * @param heldOut how well it says what it has not seen
 * @param covered range of each dimension; outside it an answer is extrapolated
 * @param points keys of the rates that it rests on
 */
public record ClassFit(
    Scope of,
    Map<String, Double> coefficients,
    HeldOut heldOut,
    List<Span> covered,
    List<String> points) {
  /** Copies. */
  public ClassFit {
    coefficients = Values.sorted(coefficients);
    covered = List.copyOf(covered);
    points = List.copyOf(points);
    coefficients.forEach(Values::positive);
  }

  /**
   * A coefficient.
   *
   * @throws IllegalArgumentException where it is missing
   */
  public double coefficient(String name) {
    Double value = coefficients.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the fit of "
              + of
              + " has no coefficient '"
              + name
              + "'; make the calibration again from its run with 'calibrate'");
    }
    return value;
  }

  /**
   * A class of ops.
   *
   * @param ops {@code linear}, {@code attention}, {@code convolution}, {@code norm}, {@code
   *     pointwise}, {@code composition} or {@code block}
   * @param backend tensor library
   * @param dtype element type
   * @param device device
   * @param variant state of the caches, kernel and head width, or dimensions; absent where there is
   *     one
   */
  public record Scope(
      String ops, String backend, String dtype, String device, Optional<String> variant) {
    /** Validates the texts. */
    public Scope {
      Values.text("ops", ops);
      Values.text("backend", backend);
      Values.text("dtype", dtype);
      Values.text("device", device);
      variant.ifPresent(it -> Values.text("variant", it));
    }
  }

  /**
   * Error on shapes that were left out, one at a time.
   *
   * @param rows shapes that were left out; 0 where too few were measured to leave one out
   * @param median median of |ln predicted/measured|
   * @param p90 its 90th percentile
   */
  public record HeldOut(int rows, double median, double p90) {
    /** Validates the numbers. */
    public HeldOut {
      Values.atLeast("rows", rows, 0);
      Values.notNegative("median", median);
      Values.notNegative("p90", p90);
    }
  }

  /**
   * The measured range of a dimension.
   *
   * @param dimension its name
   * @param low least
   * @param high largest
   */
  public record Span(String dimension, double low, double high) {
    /** Validates the numbers. */
    public Span {
      Values.text("dimension", dimension);
      if (!(low > 0 && low <= high)) {
        throw new IllegalArgumentException(
            "a range needs 0 < low <= high: " + dimension + ", low=" + low + ", high=" + high);
      }
    }

    /** Whether a value lies within. */
    public boolean contains(double value) {
      return low <= value && value <= high;
    }
  }
}
