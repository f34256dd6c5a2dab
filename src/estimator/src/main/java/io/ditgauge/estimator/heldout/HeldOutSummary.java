package io.ditgauge.estimator.heldout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far predictions are from what was measured.
 *
 * @param cases measured cases
 * @param median median of |ln predicted/measured|, drift divided out
 * @param p90 its element at 0.9 n, rounded down
 * @param rawMedian median of the same of the times as the clock showed them
 * @param rawP90 its element at 0.9 n, rounded down
 * @param coverage share of measured times within the 90 % intervals
 */
public record HeldOutSummary(
    int cases, double median, double p90, double rawMedian, double rawP90, double coverage) {

  /** Statistics of all measured cases, then of those of each backend and element type. */
  public static Map<String, HeldOutSummary> of(List<HeldOutCase> all) {
    List<HeldOutCase> measured = all.stream().filter(HeldOutCase::wasMeasured).toList();
    Map<String, HeldOutSummary> result = new LinkedHashMap<>();
    if (measured.isEmpty()) {
      return result;
    }
    result.put("all", summary(measured));
    TreeMap<String, List<HeldOutCase>> groups = new TreeMap<>();
    for (HeldOutCase it : measured) {
      groups.merge(
          it.backend() + " " + it.dtype(),
          List.of(it),
          (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).toList());
    }
    groups.forEach((name, cases) -> result.put(name, summary(cases)));
    return result;
  }

  private static HeldOutSummary summary(List<HeldOutCase> cases) {
    double[] errors = cases.stream().mapToDouble(HeldOutCase::error).sorted().toArray();
    double[] raw = cases.stream().mapToDouble(HeldOutCase::rawError).sorted().toArray();
    long covered = cases.stream().filter(HeldOutCase::covered).count();
    return new HeldOutSummary(
        errors.length,
        median(errors),
        p90(errors),
        median(raw),
        p90(raw),
        (double) covered / errors.length);
  }

  private static double p90(double[] sorted) {
    return sorted[Math.min(sorted.length - 1, (int) Math.floor(0.9 * sorted.length))];
  }

  static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
