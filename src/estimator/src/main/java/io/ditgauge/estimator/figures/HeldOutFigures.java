package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.heldout.HeldOutCase;
import io.ditgauge.estimator.heldout.HeldOutRecord;
import io.ditgauge.estimator.heldout.HeldOutSummary;
import java.util.Collections;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How close the predictions of a held-out suite are to what was measured.
 *
 * @param measured the measured cases
 * @param groups the same by backend and element type, in the order of their names
 * @param all statistics of all of them; absent where nothing was measured
 */
public record HeldOutFigures(
    List<HeldOutCase> measured,
    Map<String, List<HeldOutCase>> groups,
    Optional<HeldOutSummary> all) {
  /** Copies. */
  public HeldOutFigures {
    measured = List.copyOf(measured);
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /** The figures of a suite. */
  public static HeldOutFigures of(HeldOutRecord suite) {
    List<HeldOutCase> measured = suite.cases().stream().filter(HeldOutCase::wasMeasured).toList();
    return new HeldOutFigures(
        measured,
        HeldOutSummary.groups(measured),
        Optional.ofNullable(HeldOutSummary.of(measured).get("all")));
  }

  /** The measured case furthest off; there must be one. */
  public HeldOutCase furthest() {
    return measured.stream().max(Comparator.comparingDouble(HeldOutCase::error)).orElseThrow();
  }

  /** The shortest measured time; there must be one. */
  public double leastSeconds() {
    return seconds().getMin();
  }

  /** The longest measured time; there must be one. */
  public double mostSeconds() {
    return seconds().getMax();
  }

  private DoubleSummaryStatistics seconds() {
    return measured.stream().mapToDouble(HeldOutCase::measuredSeconds).summaryStatistics();
  }
}
