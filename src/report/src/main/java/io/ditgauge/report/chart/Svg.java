package io.ditgauge.report.chart;

import io.ditgauge.report.Numbers;
import io.ditgauge.report.Printable;

/** Writes SVG elements: attributes and text escaped, coordinates to a tenth of a pixel. */
final class Svg {
  /** Pixels from baseline to baseline. */
  static final double LINE = 16;

  private static final int LONGEST = 300;
  private static final double CHARACTER = 6.7;

  private final StringBuilder text = new StringBuilder();

  /** Opens an element; names and values in turn. */
  Svg open(String element, Object... attributes) {
    return tag(element, ">", attributes);
  }

  /** Writes an element without content. */
  Svg empty(String element, Object... attributes) {
    return tag(element, "/>", attributes);
  }

  private Svg tag(String element, String end, Object... attributes) {
    text.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      Object value = attributes[i + 1];
      text.append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(value instanceof Double it ? number(it) : escaped(value.toString()))
          .append('"');
    }
    text.append(end);
    return this;
  }

  /** Closes an element. */
  Svg close(String element) {
    text.append("</").append(element).append('>');
    return this;
  }

  /** An element that holds text. */
  Svg text(String element, String content, Object... attributes) {
    open(element, attributes);
    text.append(escaped(Printable.of(cut(content, LONGEST))));
    return close(element);
  }

  /** What was written so far by another. */
  Svg add(Svg other) {
    text.append(other.text);
    return this;
  }

  /** Ends a line, so that a difference of two files is readable. */
  Svg line() {
    text.append('\n');
    return this;
  }

  /** About how wide the text is. */
  static double width(String content) {
    return CHARACTER * content.codePointCount(0, content.length());
  }

  /** The text in that many pixels, its end replaced where it is longer. */
  static String fitted(String content, double pixels) {
    return cut(Printable.of(content), Math.max(4, (int) (pixels / CHARACTER)));
  }

  private static String cut(String content, int most) {
    return content.codePointCount(0, content.length()) <= most
        ? content
        : content.substring(0, content.offsetByCodePoints(0, most - 1)) + "\u2026";
  }

  /** A coordinate. */
  static String number(double value) {
    String fixed = Numbers.fixed(value, 1);
    String whole = fixed.endsWith(".0") ? fixed.substring(0, fixed.length() - 2) : fixed;
    return whole.equals("-0") ? "0" : whole;
  }

  private static String escaped(String content) {
    return content
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
