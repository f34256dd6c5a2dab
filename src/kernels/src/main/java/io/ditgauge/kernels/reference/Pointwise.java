package io.ditgauge.kernels.reference;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Elementwise functions, norms and rotations, one application on record for each element. */
final class Pointwise {
  private final Ledger ledger;

  Pointwise(Ledger ledger) {
    this.ledger = ledger;
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  static double silu(double x) {
    return x * sigmoid(x);
  }

  static double geluTanh(double x) {
    return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  /** x times the normal distribution function, by a series whose terms are all positive. */
  static double gelu(double x) {
    double z = Math.min(Math.abs(x) / Math.sqrt(2), 6); // the function is 1 beyond, to the last bit
    double term = 2 / Math.sqrt(Math.PI) * z * Math.exp(-z * z);
    double erf = 0;
    for (int n = 1; term > 1e-18; n++) {
      erf += term;
      term *= 2 * z * z / (2 * n + 1);
    }
    return 0.5 * x * (1 + Math.copySign(erf, x));
  }

  /** A function of each element. */
  Cells map(Cells x, DoubleUnaryOperator function) {
    Cells result = Cells.blank(x.size());
    for (int i = 0; i < x.size(); i++) {
      result.set(i, ledger.applied(function.applyAsDouble(x.get(i))));
    }
    return result;
  }

  /** A function of each pair of elements. */
  Cells combine(Cells x, Cells y, DoubleBinaryOperator function) {
    return shared(x, y, 1, function);
  }

  /**
   * A function of each element of x and one of a shared operand, each of whose elements stays for
   * {@code run} elements of x, the operand repeating.
   */
  Cells shared(Cells x, Cells operand, long run, DoubleBinaryOperator function) {
    Cells result = Cells.blank(x.size());
    for (int i = 0; i < x.size(); i++) {
      double other = operand.get((int) (i / run % operand.size()));
      result.set(i, ledger.applied(function.applyAsDouble(x.get(i), other)));
    }
    return result;
  }

  /** (x - mean) / sqrt(variance + 1e-6) over each row, without affine part. */
  Cells layerNorm(Cells x, long width) {
    int columns = (int) width;
    Cells result = Cells.blank(x.size());
    for (int from = 0; from < x.size(); from += columns) {
      double mean = 0;
      for (int i = from; i < from + columns; i++) {
        mean += x.get(i) / columns;
      }
      double variance = 0;
      for (int i = from; i < from + columns; i++) {
        double centred = x.get(i) - mean;
        variance += centred * centred / columns;
      }
      double deviation = Math.sqrt(variance + Control.EPSILON);
      for (int i = from; i < from + columns; i++) {
        result.set(i, ledger.applied((x.get(i) - mean) / deviation));
      }
    }
    return result;
  }

  /** x / sqrt(mean square + 1e-6) over each row, times a gain [width]. */
  Cells rmsNorm(Cells x, Cells gain) {
    return shared(rmsNorm(x, gain.size()), gain, 1, (value, g) -> value * g);
  }

  /** The same without gain. */
  Cells rmsNorm(Cells x, long width) {
    int columns = (int) width;
    Cells result = Cells.blank(x.size());
    for (int from = 0; from < x.size(); from += columns) {
      double square = 0;
      for (int i = from; i < from + columns; i++) {
        square += x.get(i) * x.get(i) / columns;
      }
      double root = Math.sqrt(square + Control.EPSILON);
      for (int i = from; i < from + columns; i++) {
        result.set(i, ledger.applied(x.get(i) / root));
      }
    }
    return result;
  }

  /** x gain + shift, each of whose elements stays for {@code run} elements of x: two functions. */
  Cells affine(Cells x, Cells gain, Cells shift, long run) {
    Cells scaled = shared(x, gain, run, (value, g) -> value * g);
    return shared(scaled, shift, run, Double::sum);
  }

  /** Softmax of each row. */
  Cells softmax(Cells x, long width) {
    int columns = (int) width;
    Cells result = Cells.blank(x.size());
    for (int from = 0; from < x.size(); from += columns) {
      double sum = 0;
      for (int i = from; i < from + columns; i++) {
        sum += Math.exp(x.get(i));
      }
      for (int i = from; i < from + columns; i++) {
        result.set(i, ledger.applied(Math.exp(x.get(i)) / sum));
      }
    }
    return result;
  }

  /** Turns each pair of channels of x [.., T, K] by the angle of its token and pair. */
  Cells rotated(Cells x, Cells cosines, Cells sines) {
    Cells result = Cells.blank(x.size());
    for (int i = 0; i < x.size(); i += 2) {
      int angle = i / 2 % cosines.size();
      double cos = cosines.get(angle);
      double sin = sines.get(angle);
      result.set(i, ledger.applied(x.get(i) * cos - x.get(i + 1) * sin));
      result.set(i + 1, ledger.applied(x.get(i) * sin + x.get(i + 1) * cos));
    }
    return result;
  }
}
