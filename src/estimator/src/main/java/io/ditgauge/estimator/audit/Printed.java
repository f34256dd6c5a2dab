package io.ditgauge.estimator.audit;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/** What the article prints in a claim, and how precise that is. */
public sealed interface Printed {
  /** Unit of the number. */
  Unit unit();

  /** The claim as text. */
  String text();

  /** The number with which the article goes on, if it prints one. */
  OptionalDouble number();

  /** Compares a recomputed value with it, to the printed precision. */
  ArithmeticVerdict judge(double recomputed);

  /**
   * A number.
   *
   * @param text its digits; those written are the significant ones, as in {@code 7.2e5}
   * @param unit its unit
   */
  record Digits(String text, Unit unit) implements Printed {
    /** Validates the digits. */
    public Digits {
      if (new BigDecimal(text).signum() <= 0) {
        throw new IllegalArgumentException("a printed number must be positive: " + text);
      }
    }

    @Override
    public OptionalDouble number() {
      return OptionalDouble.of(new BigDecimal(text).doubleValue());
    }

    /** One unit of the last printed place. */
    public double lastPlace() {
      return new BigDecimal(text).ulp().doubleValue();
    }

    /** Agrees within one unit of the last place: the article rounds, and at times cuts. */
    @Override
    public ArithmeticVerdict judge(double recomputed) {
      return Math.abs(recomputed - number().orElseThrow()) < lastPlace()
          ? ArithmeticVerdict.AGREES
          : ArithmeticVerdict.DISAGREES;
    }
  }

  /**
   * A bare power of ten, which claims no digits.
   *
   * @param exponent the exponent
   * @param unit its unit
   */
  record PowerOfTen(int exponent, Unit unit) implements Printed {
    private static final double HALF_ORDER = 0.5;

    @Override
    public String text() {
      return "1e" + exponent;
    }

    @Override
    public OptionalDouble number() {
      return OptionalDouble.of(Double.parseDouble(text()));
    }

    @Override
    public ArithmeticVerdict judge(double recomputed) {
      return Math.abs(Math.log10(recomputed) - exponent) < HALF_ORDER
          ? ArithmeticVerdict.ORDER_OF_MAGNITUDE
          : ArithmeticVerdict.DISAGREES;
    }
  }

  /**
   * A range.
   *
   * @param low its low end
   * @param high its high end
   * @param unit unit of both
   */
  record Range(String low, String high, Unit unit) implements Printed {
    @Override
    public String text() {
      return low + " to " + high;
    }

    @Override
    public OptionalDouble number() {
      return OptionalDouble.empty();
    }

    @Override
    public ArithmeticVerdict judge(double recomputed) {
      return recomputed >= Double.parseDouble(low) && recomputed <= Double.parseDouble(high)
          ? ArithmeticVerdict.AGREES
          : ArithmeticVerdict.DISAGREES;
    }
  }

  /**
   * A word for a number.
   *
   * @param text the word
   * @param least the least number that it may mean
   * @param unit unit of the number
   */
  record Word(String text, double least, Unit unit) implements Printed {
    @Override
    public OptionalDouble number() {
      return OptionalDouble.empty();
    }

    @Override
    public ArithmeticVerdict judge(double recomputed) {
      return recomputed >= least ? ArithmeticVerdict.AGREES : ArithmeticVerdict.DISAGREES;
    }
  }

  /**
   * Nothing: the number is a bar of a chart.
   *
   * @param unit unit of the bar
   */
  record Chart(Unit unit) implements Printed {
    @Override
    public String text() {
      return "";
    }

    @Override
    public OptionalDouble number() {
      return OptionalDouble.empty();
    }

    @Override
    public ArithmeticVerdict judge(double recomputed) {
      return ArithmeticVerdict.CHART_ONLY;
    }
  }

  /** A number with its unit. */
  static Printed number(String text, String unit) {
    return new Digits(text, Unit.of(unit));
  }
}
