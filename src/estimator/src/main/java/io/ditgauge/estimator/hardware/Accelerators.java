package io.ditgauge.estimator.hardware;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** Data sheets of accelerators by name. */
public final class Accelerators {
  private static final String TABLE = "/io/ditgauge/estimator/hardware/accelerators.csv";
  private static final double TERA = 1e12;
  private static final double GIGA = 1e9;
  private static final int NEAREST = 3;

  private Accelerators() {}

  /** The known names in the order of the table. */
  public static List<String> names() {
    return Tables.rows(TABLE).stream().map(row -> row.get("name")).toList();
  }

  /**
   * The data sheet of exactly that name: {@code H100 SXM5} and {@code H100 PCIe} differ by a
   * quarter, so a name that fits several is not guessed at.
   *
   * @throws IllegalArgumentException for an unknown name, naming the nearest known ones
   */
  public static DataSheet of(String name) {
    return Tables.rows(TABLE).stream()
        .filter(row -> row.get("name").equals(name))
        .map(Accelerators::sheet)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown accelerator '" + name + "'; nearest known: " + nearest(name)));
  }

  private static DataSheet sheet(CSVRecord row) {
    return new DataSheet(
        row.get("name"),
        row.get("vendor"),
        row.get("form_factor"),
        Tables.number(row, "fp32_TFLOPs").map(value -> value * TERA),
        Tables.number(row, "tf32_TFLOPs").map(value -> value * TERA),
        Tables.number(row, "fp16_TFLOPs").map(value -> value * TERA),
        Tables.number(row, "bf16_TFLOPs").map(value -> value * TERA),
        Tables.number(row, "mem_GB").orElseThrow() * GIGA,
        Tables.number(row, "mem_GBps").orElseThrow() * GIGA,
        Tables.number(row, "TDP_W"),
        Tables.number(row, "units").map(Double::intValue),
        row.get("source"));
  }

  private static String nearest(String name) {
    return names().stream()
        .sorted(
            Comparator.comparingInt((String known) -> -sharedWords(name, known))
                .thenComparingInt(known -> distance(name, known)))
        .limit(NEAREST)
        .collect(Collectors.joining(", "));
  }

  /** Words that the two share: a driver says {@code NVIDIA H100 80GB HBM3}. */
  private static int sharedWords(String a, String b) {
    Set<String> words = new HashSet<>(words(a));
    words.retainAll(words(b));
    return words.size();
  }

  private static List<String> words(String name) {
    return List.of(name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1));
  }

  /** Edits between the two, letter case aside (Levenshtein). */
  private static int distance(String a, String b) {
    String left = a.toLowerCase(Locale.ROOT);
    String right = b.toLowerCase(Locale.ROOT);
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substitution = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
