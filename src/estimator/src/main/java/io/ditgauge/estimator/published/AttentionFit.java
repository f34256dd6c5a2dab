package io.ditgauge.estimator.published;

import io.ditgauge.estimator.roofline.AttentionTiles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Fits the time of an attention kernel at one head width. */
final class AttentionFit {
  /** Tilings that are tried: those of the published kernels. */
  private static final int[] TILE_QUERIES = {64, 128, 192};

  private static final int[] TILE_KEYS = {64, 96, 128, 144, 176};

  /** Floor of a kernel where only rates of large problems are known. */
  private static final double FLOOR = 1e-5;

  /**
   * One measured call.
   *
   * @param heads batch x heads
   * @param tokens queries and keys of a head
   * @param seconds its time
   */
  record Call(double heads, double tokens, double seconds) {}

  /**
   * A fitted kernel.
   *
   * @param tiles its time
   * @param heldOut error on calls it has not seen
   */
  record Fitted(AttentionTiles tiles, EfficiencyRecord.HeldOut heldOut) {}

  private AttentionFit() {}

  /** Fits a grid of many calls, the tiling included; a whole length is held out in turn. */
  static Fitted grid(List<Call> calls, int headWidth, int units) {
    AttentionTiles best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int queries : TILE_QUERIES) {
      for (int keys : TILE_KEYS) {
        AttentionTiles.Tiling tiling = new AttentionTiles.Tiling(queries, keys, units);
        AttentionTiles fit = fit(calls, headWidth, tiling);
        double[] errors = errors(fit, calls);
        double score = Errors.medianAbsolute(errors) + Errors.p90Absolute(errors);
        if (score < least) {
          least = score;
          best = fit;
        }
      }
    }
    if (best == null) {
      throw new IllegalStateException("no tiling was tried");
    }
    return new Fitted(best, heldOut(calls, headWidth, best.tiling()));
  }

  private static EfficiencyRecord.HeldOut heldOut(
      List<Call> calls, int headWidth, AttentionTiles.Tiling tiling) {
    List<Double> errors = new ArrayList<>();
    for (double length : calls.stream().mapToDouble(Call::tokens).distinct().toArray()) {
      AttentionTiles fit = fit(only(calls, call -> call.tokens() != length), headWidth, tiling);
      for (double error : errors(fit, only(calls, call -> call.tokens() == length))) {
        errors.add(error);
      }
    }
    double[] all = errors.stream().mapToDouble(Double::doubleValue).toArray();
    return new EfficiencyRecord.HeldOut(
        "a whole length, from 256 tokens",
        all.length,
        Errors.medianAbsolute(all),
        Errors.p90Absolute(all));
  }

  private static List<Call> only(List<Call> calls, Predicate<Call> kept) {
    return calls.stream().filter(kept).toList();
  }

  private static AttentionTiles fit(List<Call> calls, int headWidth, AttentionTiles.Tiling tiling) {
    double key = keySeconds(headWidth, tiling, 5e14);
    double[] parameters =
        RobustFit.positive(
            new double[] {8e-6, 3e-6, key, 0.2},
            it -> errors(new AttentionTiles(it[0], it[1], it[2], it[3], tiling), calls));
    return new AttentionTiles(parameters[0], parameters[1], parameters[2], parameters[3], tiling);
  }

  /** Time of a tile for one key at a rate of the whole card: 4 FLOP for each pair and channel. */
  private static double keySeconds(
      int headWidth, AttentionTiles.Tiling tiling, double flopsPerSecond) {
    return 4.0 * tiling.queries() * headWidth * tiling.units() / flopsPerSecond;
  }

  /** Fits a few rates of large problems: the fixed and the marginal time of a tile. */
  static Fitted rates(List<Call> calls, int headWidth, AttentionTiles.Tiling tiling) {
    AttentionTiles fit = rateFit(calls, headWidth, tiling);
    List<Double> errors = new ArrayList<>();
    for (Call left : calls) {
      List<Call> others = only(calls, call -> !call.equals(left));
      AttentionTiles without = others.isEmpty() ? fit : rateFit(others, headWidth, tiling);
      errors.add(errors(without, List.of(left))[0]);
    }
    double[] all = errors.stream().mapToDouble(Double::doubleValue).toArray();
    return new Fitted(
        fit,
        new EfficiencyRecord.HeldOut(
            "one row", all.length, Errors.medianAbsolute(all), Errors.p90Absolute(all)));
  }

  private static AttentionTiles rateFit(
      List<Call> calls, int headWidth, AttentionTiles.Tiling tiling) {
    double key = keySeconds(headWidth, tiling, 5e14);
    double[] parameters =
        RobustFit.positive(
            new double[] {key * 200, key},
            it -> errors(new AttentionTiles(FLOOR, it[0], it[1], 0, tiling), calls));
    return new AttentionTiles(FLOOR, parameters[0], parameters[1], 0, tiling);
  }

  private static double[] errors(AttentionTiles tiles, List<Call> calls) {
    return calls.stream()
        .mapToDouble(
            it -> Math.log(tiles.seconds(it.heads(), it.tokens(), it.tokens()) / it.seconds()))
        .toArray();
  }
}
