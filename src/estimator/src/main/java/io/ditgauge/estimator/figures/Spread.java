package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.uncertainty.Uncertain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the draws of a figure spread.
 *
 * @param known 5%, 50% and 95%
 * @param draws how many there are
 * @param bins shares of the draws, in bins whose ends have equal ratios; those beyond the first and
 *     last thousandth are left out
 */
public record Spread(Uncertain known, int draws, List<Bin> bins) {
  private static final int BINS = 40;
  private static final int TAIL = 1000;

  /**
   * A bin.
   *
   * @param from its lower end
   * @param to its upper end
   * @param share of the draws
   */
  public record Bin(double from, double to, double share) {}

  /** Copies. */
  public Spread {
    bins = List.copyOf(bins);
  }

  /**
   * The spread of positive draws.
   *
   * @throws IllegalArgumentException where they do not differ, or are not positive
   */
  public static Spread of(double[] draws) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    double from = sorted[sorted.length / TAIL];
    double to = sorted[sorted.length - 1 - sorted.length / TAIL];
    if (!(from > 0 && to > from)) {
      throw new IllegalArgumentException(
          "a spread needs positive draws that differ: from=" + from + ", to=" + to);
    }
    double ratio = StrictMath.log(to / from) / BINS;
    List<Bin> bins = new ArrayList<>();
    int at = sorted.length / TAIL;
    for (int i = 0; i < BINS; i++) {
      double end = i == BINS - 1 ? to : from * StrictMath.exp(ratio * (i + 1));
      int first = at;
      while (at < sorted.length && sorted[at] <= end) {
        at++;
      }
      bins.add(
          new Bin(from * StrictMath.exp(ratio * i), end, (double) (at - first) / sorted.length));
    }
    return new Spread(Uncertain.of(sorted), draws.length, bins);
  }
}
