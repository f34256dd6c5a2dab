package io.ditgauge.model;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;

/** Argument checks whose messages say what, value, rule and cure. */
public final class Checks {
  /** The largest dimension accepted: beyond it a count is a typing error, not a model. */
  public static final long MAX_DIMENSION = 1L << 40;

  private Checks() {}

  /** Returns {@code value}, or fails when it is not a positive count of plausible size. */
  public static long dimension(String op, String name, long value) {
    if (value <= 0 || value > MAX_DIMENSION) {
      throw new IllegalArgumentException(
          name
              + " must be between 1 and 2^40: "
              + name
              + "="
              + value
              + " (in "
              + op
              + "); give the dimension in elements");
    }
    return value;
  }

  /** Returns {@code value}, a product of dimensions, or fails when it is not positive. */
  public static long positive(String op, String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          name + " must be positive: " + name + "=" + value + " (in " + op + ")");
    }
    return value;
  }

  /** Returns {@code value}, or fails when it is neither 0 nor 1. */
  public static long flag(String op, String name, long value) {
    if (value != 0 && value != 1) {
      throw new IllegalArgumentException(
          name + " must be 0 or 1: " + name + "=" + value + " (in " + op + ")");
    }
    return value;
  }

  /** Fails unless {@code divisor} divides {@code value}. */
  public static void divides(
      String op, String divisorName, long divisor, String valueName, long value) {
    if (value % divisor != 0) {
      throw new IllegalArgumentException(
          divisorName
              + " must divide "
              + valueName
              + ": "
              + divisorName
              + "="
              + divisor
              + ", "
              + valueName
              + "="
              + value
              + " (in "
              + op
              + ")");
    }
  }

  /** The exact product of the factors, or fails naming them when it does not fit a long. */
  public static long product(long... factors) {
    long result = 1;
    try {
      for (long factor : factors) {
        result = Math.multiplyExact(result, factor);
      }
    } catch (ArithmeticException e) {
      throw tooLarge(factors, " x ", e);
    }
    return result;
  }

  /** The exact sum of the terms, or fails naming them when it does not fit a long. */
  public static long sum(long... terms) {
    long result = 0;
    try {
      for (long term : terms) {
        result = Math.addExact(result, term);
      }
    } catch (ArithmeticException e) {
      throw tooLarge(terms, " + ", e);
    }
    return result;
  }

  private static IllegalArgumentException tooLarge(
      long[] values, String operator, ArithmeticException cause) {
    return new IllegalArgumentException(
        "a count must stay below 2^63: "
            + Arrays.stream(values).mapToObj(Long::toString).collect(joining(operator))
            + "; give smaller dimensions",
        cause);
  }
}
