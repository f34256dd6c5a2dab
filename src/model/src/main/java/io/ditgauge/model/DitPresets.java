package io.ditgauge.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The twelve models of the DiT paper (arXiv 2212.09748, table 1) by their paper names. */
public final class DitPresets {
  private record Size(String letter, long layers, long width, long heads) {}

  private static final List<Size> SIZES =
      List.of(
          new Size("S", 12, 384, 6),
          new Size("B", 12, 768, 12),
          new Size("L", 24, 1024, 16),
          new Size("XL", 28, 1152, 16));

  private static final List<DitModel> ALL = presets();

  private DitPresets() {}

  private static List<DitModel> presets() {
    List<DitModel> result = new ArrayList<>();
    for (Size size : SIZES) {
      for (long patch : new long[] {8, 4, 2}) {
        result.add(
            new DitModel(
                "DiT-" + size.letter() + "/" + patch,
                size.layers(),
                size.width(),
                size.heads(),
                patch));
      }
    }
    return List.copyOf(result);
  }

  /** All presets, from the smallest to the largest. */
  public static List<DitModel> all() {
    return ALL;
  }

  /**
   * The preset of that name.
   *
   * @throws IllegalArgumentException naming the nearest known name
   */
  public static DitModel of(String name) {
    return ALL.stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  private static String unknown(String name) {
    String nearest =
        ALL.stream()
            .map(DitModel::name)
            .min(Comparator.comparingInt(known -> distance(known, name)))
            .orElseThrow();
    return "unknown model '"
        + name
        + "'; did you mean "
        + nearest
        + "? Known models: "
        + String.join(", ", ALL.stream().map(DitModel::name).toList());
  }

  /** Edit distance without regard to case (Levenshtein), on at most 100 characters. */
  private static int distance(String known, String typed) {
    String a = known.toLowerCase(java.util.Locale.ROOT);
    String b = typed.substring(0, Math.min(typed.length(), 100)).toLowerCase(java.util.Locale.ROOT);
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
