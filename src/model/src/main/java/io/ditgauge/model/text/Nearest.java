package io.ditgauge.model.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The known names nearest to a typed one. */
public final class Nearest {
  private static final int LONGEST = 100;

  private Nearest() {}

  /** Up to {@code count} known names by edit distance without regard to case (Levenshtein). */
  public static List<String> of(String typed, Collection<String> known, int count) {
    return known.stream()
        .sorted(
            Comparator.comparingInt((String name) -> distance(name, typed))
                .thenComparing(Comparator.naturalOrder()))
        .limit(count)
        .toList();
  }

  private static int distance(String known, String typed) {
    String a = known.toLowerCase(Locale.ROOT);
    String b = typed.substring(0, Math.min(typed.length(), LONGEST)).toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
