package io.ditgauge.report.page;

import java.util.Locale;

/** Names of files and parts of pages: lower-case letters, digits and hyphens. */
public final class Slugs {
  private static final int LONGEST = 80;

  private Slugs() {}

  /** Whether the text is a slug. */
  static boolean isSlug(String text) {
    return text.length() <= LONGEST + 1 && text.matches("[a-z0-9]+(-[a-z0-9]+)*");
  }

  /** The text as a slug: all else replaced by hyphens, cut after 80 characters. */
  public static String of(String text) {
    String cut = text.substring(0, Math.min(text.length(), LONGEST));
    String slug =
        cut.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return slug.isEmpty() ? "unnamed" : slug;
  }
}
