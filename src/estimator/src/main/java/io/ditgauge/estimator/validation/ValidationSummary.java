package io.ditgauge.estimator.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How far predictions are from publications.
 *
 * @param groups statistics by what they are grouped by, then by group
 */
public record ValidationSummary(Map<String, Map<String, Group>> groups) {
  /**
   * Statistics of a group.
   *
   * @param rows rows
   * @param median median of |ln predicted/measured|
   * @param p90 the element at 0.9 n, rounded down
   * @param coverage share of measured times within the 90 % intervals
   * @param halfWidth median half-width of the intervals
   */
  public record Group(int rows, double median, double p90, double coverage, double halfWidth) {}

  /** Summarises the scored rows. */
  public static ValidationSummary of(List<RowResult> results) {
    List<RowResult> scored =
        results.stream()
            .filter(it -> !it.group().equals("no") && it.prediction().isPresent())
            .toList();
    Map<String, Map<String, Group>> groups = new LinkedHashMap<>();
    groups.put("scored", by(scored, RowResult::group));
    groups.put("model", by(scored, it -> it.row().text("model")));
    groups.put("card", by(scored, it -> it.row().text("gpu")));
    groups.put("attention", by(scored, it -> it.row().text("attention_kernel")));
    groups.put("execution", by(scored, it -> it.row().text("execution")));
    groups.put("scored, one vote a source", by(votes(scored), RowResult::group));
    return new ValidationSummary(groups);
  }

  /** Of rows of one model, size, execution and source, the one with the median error. */
  private static List<RowResult> votes(List<RowResult> rows) {
    Map<String, List<RowResult>> cells = new TreeMap<>();
    for (RowResult it : rows) {
      TimingRow row = it.row();
      String key =
          String.join(
              "|",
              it.group(),
              row.text("model"),
              row.text("image_tokens"),
              row.text("execution"),
              row.text("source"));
      cells.computeIfAbsent(key, k -> new ArrayList<>()).add(it);
    }
    List<RowResult> result = new ArrayList<>();
    for (List<RowResult> cell : cells.values()) {
      cell.sort(java.util.Comparator.comparingDouble(RowResult::error));
      result.add(cell.get(cell.size() / 2));
    }
    return result;
  }

  private static Map<String, Group> by(List<RowResult> rows, Function<RowResult, String> key) {
    Map<String, List<RowResult>> cells = new TreeMap<>();
    for (RowResult row : rows) {
      cells.computeIfAbsent(key.apply(row), k -> new ArrayList<>()).add(row);
    }
    Map<String, Group> result = new TreeMap<>();
    cells.forEach((name, cell) -> result.put(name, group(cell)));
    return result;
  }

  private static Group group(List<RowResult> rows) {
    double[] errors = rows.stream().mapToDouble(RowResult::error).sorted().toArray();
    double[] widths = rows.stream().mapToDouble(RowResult::halfWidth).sorted().toArray();
    double covered = rows.stream().filter(RowResult::covered).count();
    return new Group(
        errors.length,
        median(errors),
        errors[(int) Math.min(errors.length - 1L, (long) (0.9 * errors.length))],
        covered / errors.length,
        median(widths));
  }

  private static double median(double[] sorted) {
    double[] copy = Arrays.copyOf(sorted, sorted.length);
    int middle = copy.length / 2;
    return copy.length % 2 == 1 ? copy[middle] : (copy[middle - 1] + copy[middle]) / 2;
  }
}
