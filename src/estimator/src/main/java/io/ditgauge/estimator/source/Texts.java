package io.ditgauge.estimator.source;

/** Checks of the texts that sources and figures are made of. */
final class Texts {
  private Texts() {}

  /** The text, which must say something on one line. */
  static String required(String owner, String name, String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(owner + " needs a " + name + ": it is missing or blank");
    }
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException(owner + ": " + name + " must be one line: " + text);
    }
    return text;
  }
}
