package io.ditgauge.estimator.sheet;

import io.ditgauge.estimator.uncertainty.Model;

/** A part of a formula as it was read. */
sealed interface Term {
  /** Its value. */
  double value(Model.Inputs inputs);

  /**
   * A number.
   *
   * @param number the number
   */
  record Constant(double number) implements Term {
    @Override
    public double value(Model.Inputs inputs) {
      return number;
    }
  }

  /**
   * A line of the sheet.
   *
   * @param id its name
   */
  record Line(String id) implements Term {
    @Override
    public double value(Model.Inputs inputs) {
      return inputs.value(id);
    }
  }

  /**
   * Two terms joined.
   *
   * @param sign what joins them
   * @param left the first
   * @param right the second
   */
  record Pair(Sign sign, Term left, Term right) implements Term {
    @Override
    public double value(Model.Inputs inputs) {
      return sign.of(left.value(inputs), right.value(inputs));
    }
  }

  /** What joins two terms. */
  enum Sign {
    PLUS,
    MINUS,
    TIMES,
    OVER;

    /** The sign that is written so. */
    static Sign of(char written) {
      return values()["+-*/".indexOf(written)];
    }

    double of(double left, double right) {
      return switch (this) {
        case PLUS -> left + right;
        case MINUS -> left - right;
        case TIMES -> left * right;
        case OVER -> left / right;
      };
    }

    /** The same for each of the first values of two arrays. */
    void of(double[] left, double[] right, double[] into, int count) {
      switch (this) {
        case PLUS -> {
          for (int i = 0; i < count; i++) {
            into[i] = left[i] + right[i];
          }
        }
        case MINUS -> {
          for (int i = 0; i < count; i++) {
            into[i] = left[i] - right[i];
          }
        }
        case TIMES -> {
          for (int i = 0; i < count; i++) {
            into[i] = left[i] * right[i];
          }
        }
        case OVER -> {
          for (int i = 0; i < count; i++) {
            into[i] = left[i] / right[i];
          }
        }
      }
    }
  }
}
