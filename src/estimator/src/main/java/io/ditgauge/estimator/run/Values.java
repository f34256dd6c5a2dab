package io.ditgauge.estimator.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Checks and copies that the records of files share. */
public final class Values {
  private Values() {}

  /** The text, which must not be blank. */
  public static String text(String name, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is missing or blank: give it a value");
    }
    return value;
  }

  /** The number, which must be finite and greater than zero. */
  public static double positive(String name, double value) {
    if (!(value > 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          name + " must be finite and greater than zero: " + name + "=" + value);
    }
    return value;
  }

  /** The number, which must be finite and not negative. */
  public static double notNegative(String name, double value) {
    if (!(value >= 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          name + " must be finite and not negative: " + name + "=" + value);
    }
    return value;
  }

  /** The count, which must be at least {@code least}. */
  public static long atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " must be at least " + least + ": " + name + "=" + value);
    }
    return value;
  }

  /** An unmodifiable copy sorted by name, so that files come out the same each time. */
  public static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }

  /** An unmodifiable copy in the given order. */
  static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
