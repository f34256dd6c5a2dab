package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.measured.Measurements.Call;
import io.ditgauge.estimator.measured.Measurements.Measured;
import io.ditgauge.estimator.published.RobustFit;
import io.ditgauge.estimator.roofline.AttentionTiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Fits an attention kernel at one head width: t0 + B H T (a + c T), with a time a of each query for
 * its traffic and c for each pair.
 */
final class AttentionFits {
  static final String OVERHEAD = "overheadSeconds";
  static final String QUERY = "querySeconds";
  static final String PAIR = "pairSeconds";

  /** Standard deviations of the logarithms of what is expected. */
  private static final double[] DEVIATIONS = {0.7, 1.0, 1.0};

  /** Expected: the fixed time of a query is that of so many pairs. */
  private static final double PAIRS_OF_A_QUERY = 30;

  /** Expected: share of the best product's rate. */
  private static final double SHARE = 0.5;

  private AttentionFits() {}

  /**
   * The fit of calls of one kernel and head width.
   *
   * @param flopsPerSecond the best product's rate
   * @param overheadSeconds expected time of an empty call
   */
  static ClassFit of(
      ClassFit.Scope scope,
      int headWidth,
      List<Measured<Call>> measured,
      double flopsPerSecond,
      double overheadSeconds) {
    List<Call> calls = measured.stream().map(Measured::what).toList();
    double pair = 4.0 * headWidth / (SHARE * flopsPerSecond);
    double[] start = {overheadSeconds, PAIRS_OF_A_QUERY * pair, pair};
    double[] fit = fit(calls, start);
    return new ClassFit(
        scope,
        Map.of(
            OVERHEAD, Rounded.six(fit[0]),
            QUERY, Rounded.six(fit[1]),
            PAIR, Rounded.six(fit[2])),
        Rounded.heldOut(heldOut(calls, start)),
        List.of(
            Rounded.span("heads", calls, Call::heads), Rounded.span("tokens", calls, Call::tokens)),
        measured.stream().map(Measured::key).toList());
  }

  /** The time that a fit makes. */
  static AttentionTiles tiles(ClassFit fit) {
    return tiles(
        new double[] {fit.coefficient(OVERHEAD), fit.coefficient(QUERY), fit.coefficient(PAIR)});
  }

  private static AttentionTiles tiles(double[] it) {
    return new AttentionTiles(it[0], it[1], it[2], 0, new AttentionTiles.Tiling(1, 1, 1));
  }

  private static double[] fit(List<Call> calls, double[] start) {
    return RobustFit.expected(start, DEVIATIONS, it -> errors(tiles(it), calls));
  }

  private static double[] errors(AttentionTiles tiles, List<Call> calls) {
    return calls.stream()
        .mapToDouble(
            it -> Math.log(tiles.seconds(it.heads(), it.tokens(), it.tokens()) / it.seconds()))
        .toArray();
  }

  private static double[] heldOut(List<Call> calls, double[] start) {
    List<Double> errors = new ArrayList<>();
    for (Call left : calls) {
      List<Call> others =
          calls.stream()
              .filter(it -> it.heads() != left.heads() || it.tokens() != left.tokens())
              .toList();
      if (!others.isEmpty()) {
        errors.add(errors(tiles(fit(others, start)), List.of(left))[0]);
      }
    }
    return errors.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
