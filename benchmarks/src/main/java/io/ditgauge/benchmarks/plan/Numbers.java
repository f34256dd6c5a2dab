package io.ditgauge.benchmarks.plan;

/** Reads the numbers of parameters. */
final class Numbers {
  private static final int MAX_DIGITS = 15;

  private Numbers() {}

  /**
   * The positive integer that the text says.
   *
   * @throws IllegalArgumentException for anything else
   */
  static long positive(String name, String text) {
    boolean digits = text.length() <= MAX_DIGITS && text.matches("[0-9]+");
    long value = digits ? Long.parseLong(text) : 0;
    if (value <= 0) {
      throw new IllegalArgumentException(
          name + " must be a positive integer: " + name + "=" + text);
    }
    return value;
  }
}
