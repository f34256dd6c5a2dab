package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.validation.RowResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many predictions are how close to what was published.
 *
 * @param predicted rows with a prediction
 * @param scored rows that count, of those
 * @param within10 scored rows whose prediction is within 10% of the published time
 * @param within25 within 25%
 * @param covered scored rows whose 90% interval holds the published time
 * @param furthest the scored row furthest off; absent without scored rows
 */
public record ValidationFigures(
    List<RowResult> predicted,
    List<RowResult> scored,
    int within10,
    int within25,
    int covered,
    Optional<RowResult> furthest) {
  /** The narrow band: predicted over published from 1 / 1.1 to 1.1. */
  public static final double NARROW = 1.1;

  /** The wide band: predicted over published from 1 / 1.25 to 1.25. */
  public static final double WIDE = 1.25;

  /** Copies. */
  public ValidationFigures {
    predicted = List.copyOf(predicted);
    scored = List.copyOf(scored);
  }

  /** Counts. */
  public static ValidationFigures of(List<RowResult> results) {
    List<RowResult> predicted =
        results.stream().filter(it -> Double.isFinite(it.predictedSeconds())).toList();
    List<RowResult> scored = predicted.stream().filter(it -> !it.group().equals("no")).toList();
    return new ValidationFigures(
        predicted,
        scored,
        within(scored, NARROW),
        within(scored, WIDE),
        (int) scored.stream().filter(RowResult::covered).count(),
        scored.stream().max(Comparator.comparingDouble(RowResult::error)));
  }

  private static int within(List<RowResult> rows, double factor) {
    return (int) rows.stream().filter(it -> it.error() <= Math.log(factor)).count();
  }

  /** A scored share of all scored rows; 0 without any. */
  public double share(int rows) {
    return scored.isEmpty() ? 0 : (double) rows / scored.size();
  }
}
