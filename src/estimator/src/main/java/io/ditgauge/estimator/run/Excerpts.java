package io.ditgauge.estimator.run;

import com.fasterxml.jackson.databind.JsonNode;

/** Short one-line forms of foreign text, fit for a message. */
final class Excerpts {
  private static final int VALUE = 60;
  private static final int LINE = 300;

  private Excerpts() {}

  /** A JSON value, cut to a few words. */
  static String of(JsonNode node) {
    if (node.isMissingNode()) {
      return "nothing";
    }
    if (node.isContainerNode()) {
      return node.isArray() ? "an array of " + node.size() : "an object";
    }
    return cut(node.toString(), VALUE);
  }

  /** A text on one line, cut to a few lines' length, without control characters. */
  static String line(String text) {
    return cut(text, LINE);
  }

  private static String cut(String text, int most) {
    String start = text.length() <= most ? text : text.substring(0, most) + "...";
    return start.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
