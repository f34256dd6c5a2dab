package io.ditgauge.report;

import java.util.Locale;

/** Makes text from files and arguments safe to print on a terminal. */
public final class Printable {
  private static final int LIMIT = 2000;

  private Printable() {}

  /**
   * The text with control characters (C0, C1, escape sequences among them), direction marks, line
   * separators and unpaired surrogates shown as {@code \\uXXXX}; cut after 2000 characters.
   */
  public static String of(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int end = Math.min(text.length(), LIMIT);
    for (int i = 0; i < end; ) {
      int code = text.codePointAt(i);
      if (isHidden(code)) {
        result.append(String.format(Locale.ROOT, "\\u%04x", code));
      } else {
        result.appendCodePoint(code);
      }
      i += Character.charCount(code);
    }
    return text.length() > LIMIT ? result.append("...").toString() : result.toString();
  }

  private static boolean isHidden(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
