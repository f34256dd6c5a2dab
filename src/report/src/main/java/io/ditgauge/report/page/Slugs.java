package io.ditgauge.report.page;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of files and parts of pages: lower-case letters, digits and hyphens. */
public final class Slugs {
  private static final int LONGEST = 80;
  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
  private static final Pattern ENDS = Pattern.compile("^-|-$");
  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private Slugs() {}

  /** Whether the text is a slug. */
  static boolean isSlug(String text) {
    return text.length() <= LONGEST + 1 && SLUG.matcher(text).matches();
  }

  /** The text as a slug: all else replaced by hyphens, cut after 80 characters. */
  public static String of(String text) {
    String cut = text.substring(0, Math.min(text.length(), LONGEST));
    String hyphens = OTHERS.matcher(cut.toLowerCase(Locale.ROOT)).replaceAll("-");
    String slug = ENDS.matcher(hyphens).replaceAll("");
    return slug.isEmpty() ? "unnamed" : slug;
  }
}
