package io.ditgauge.estimator.fleet;

import java.util.function.LongPredicate;

/** Finds the smallest number that is enough. */
final class Sizing {
  private Sizing() {}

  /** The fewest servers with which the traffic keeps the objective. */
  static long servers(Traffic traffic, Objective objective) {
    objective.refuseImpossible();
    return smallest(
        leastStable(traffic.load()),
        ErlangC.MOST_SERVERS,
        servers -> objective.isMet(new Queue(traffic, servers).evaluated()),
        "servers for a load of " + traffic.load() + " and " + objective);
  }

  /** The fewest servers that keep up with a load. */
  static long leastStable(double load) {
    return (long) Math.floor(load) + 1;
  }

  /**
   * The smallest number of a range that is enough, if every larger one is enough too: steps that
   * double, then halving.
   *
   * @throws IllegalArgumentException if none is
   */
  static long smallest(long from, long to, LongPredicate enough, String what) {
    long below = from - 1;
    long step = 1;
    long above = from;
    while (above <= to && !enough.test(above)) {
      below = above;
      above = above == to ? to + 1 : Math.min(to, above + step);
      step *= 2;
    }
    if (above > to) {
      throw new IllegalArgumentException(
          "not enough with " + to + ": " + what + "; relax the objective or split the load");
    }
    while (above - below > 1) {
      long middle = below + (above - below) / 2;
      if (enough.test(middle)) {
        above = middle;
      } else {
        below = middle;
      }
    }
    return above;
  }
}
