package io.ditgauge.estimator.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two calibrations side by side, combination by combination.
 *
 * @param base the one to compare with
 * @param other the one to judge
 * @param reasons why the two are not comparable; empty if they are
 * @param rows the combinations that both measured, in the order of the base
 */
public record Comparison(
    Calibration base, Calibration other, List<String> reasons, List<Row> rows) {
  /** A ratio whose interval lies within 1 +- this is no difference. */
  public static final double SAME_WITHIN = 0.05;

  /**
   * One combination.
   *
   * @param base its rate in the base
   * @param other its rate in the other
   * @param ratio seconds of the other over seconds of the base
   * @param low least ratio that the two 95% intervals allow; absent without intervals
   * @param high largest ratio that they allow
   * @param verdict what that says
   */
  public record Row(
      Rate base,
      Rate other,
      double ratio,
      Optional<Double> low,
      Optional<Double> high,
      Verdict verdict) {}

  /** Copies the lists. */
  public Comparison {
    reasons = List.copyOf(reasons);
    rows = List.copyOf(rows);
  }

  /** Compares two calibrations that must have been measured alike. */
  public static Comparison of(Calibration base, Calibration other) {
    return of(base, other, Comparability.check(base, other));
  }

  /** Compares two calibrations whose process environments are what is studied. */
  public static Comparison acrossEnvironments(Calibration base, Calibration other) {
    return of(base, other, Comparability.checkAcrossEnvironments(base, other));
  }

  /**
   * A card's published efficiency beside what was measured on it: the base's times are those that
   * its kernels' published rates give, with the range of their errors.
   *
   * @param published the times of the rates that the card's efficiency speaks of
   * @param reasons why the two are not of one card; empty if they are
   */
  public static Comparison ofPublished(
      Calibration published, Calibration measured, List<String> reasons) {
    return of(published, measured, reasons);
  }

  private static Comparison of(Calibration base, Calibration other, List<String> reasons) {
    Map<String, Rate> others =
        other.rates().stream().collect(Collectors.toMap(Rate::key, Function.identity()));
    List<Row> rows = new ArrayList<>();
    for (Rate rate : base.rates()) {
      Optional.ofNullable(others.get(rate.key()))
          .ifPresent(match -> rows.add(row(rate, match, reasons.isEmpty())));
    }
    return new Comparison(base, other, reasons, rows);
  }

  private static Row row(Rate base, Rate other, boolean comparable) {
    Optional<Double> low = quotient(other.secondsLow(), base.secondsHigh());
    Optional<Double> high = quotient(other.secondsHigh(), base.secondsLow());
    Verdict verdict = comparable ? verdict(low, high) : Verdict.NOT_COMPARABLE;
    return new Row(base, other, other.seconds() / base.seconds(), low, high, verdict);
  }

  private static Optional<Double> quotient(Optional<Double> over, Optional<Double> under) {
    return over.flatMap(a -> under.map(b -> a / b));
  }

  private static Verdict verdict(Optional<Double> low, Optional<Double> high) {
    if (low.isEmpty() || high.isEmpty()) {
      return Verdict.UNCLEAR;
    }
    if (low.get() >= 1 - SAME_WITHIN && high.get() <= 1 + SAME_WITHIN) {
      return Verdict.SAME;
    }
    if (high.get() < 1) {
      return Verdict.FASTER;
    }
    return low.get() > 1 ? Verdict.SLOWER : Verdict.UNCLEAR;
  }

  /** Whether anything can be said: the two were measured alike and have a combination in common. */
  public boolean isPossible() {
    return reasons.isEmpty() && !rows.isEmpty();
  }

  /** Combinations that got slower. */
  public long slower() {
    return rows.stream().filter(row -> row.verdict() == Verdict.SLOWER).count();
  }
}
