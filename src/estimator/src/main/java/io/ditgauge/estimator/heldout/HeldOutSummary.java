package io.ditgauge.estimator.heldout;

import io.ditgauge.estimator.published.Errors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    groups(measured).forEach((name, cases) -> result.put(name, summary(cases)));
    return result;
  }

  /** Cases by backend and element type, in the order of their names. */
  public static Map<String, List<HeldOutCase>> groups(List<HeldOutCase> cases) {
    return cases.stream()
        .collect(Collectors.groupingBy(HeldOutCase::place, TreeMap::new, Collectors.toList()));
  }

  private static HeldOutSummary summary(List<HeldOutCase> cases) {
    double[] errors = cases.stream().mapToDouble(HeldOutCase::error).toArray();
    double[] raw = cases.stream().mapToDouble(HeldOutCase::rawError).toArray();
    long covered = cases.stream().filter(HeldOutCase::covered).count();
    return new HeldOutSummary(
        errors.length,
        Errors.medianAbsolute(errors),
        Errors.p90Absolute(errors),
        Errors.medianAbsolute(raw),
        Errors.p90Absolute(raw),
        (double) covered / errors.length);
  }
}
