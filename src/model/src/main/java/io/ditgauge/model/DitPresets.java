package io.ditgauge.model;

import io.ditgauge.model.text.Nearest;
import java.util.ArrayList;
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
    List<String> known = ALL.stream().map(DitModel::name).toList();
    return "unknown model '"
        + name
        + "'; did you mean "
        + Nearest.of(name, known, 1).get(0)
        + "? Known models: "
        + String.join(", ", known);
  }
}
