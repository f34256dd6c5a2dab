package io.ditgauge.estimator.fleet;

import java.util.function.LongPredicate;

/** Finds the smallest number that is enough. */
final class Sizing {
  /** Load below which a rule of thumb costs more than the tests that it saves. */
  private static final double LARGE = 10_000;

  private Sizing() {}

  /** The fewest servers with which the traffic keeps the objective. */
  static long servers(Traffic traffic, Objective objective) {
    objective.refuseImpossible();
    long likely = traffic.load() < LARGE ? 0 : objective.likelyServers(traffic);
    return smallest(
        new Range(leastStable(traffic.load()), ErlangC.MOST_SERVERS, likely),
        servers -> objective.isMet(new Queue(traffic, servers).evaluated()),
        "servers for a load of " + traffic.load() + " and " + objective);
  }

  /** The fewest servers that keep up with a load. */
  static long leastStable(double load) {
    return (long) Math.floor(load) + 1;
  }

  /**
   * Where a number is looked for.
   *
   * @param from the least that it may be
   * @param to the most
   * @param likely where the search starts, if it is one of them: the closer, the fewer tests
   */
  record Range(long from, long to, long likely) {
    /** Starts at the least. */
    Range(long from, long to) {
      this(from, to, from);
    }
  }

  /**
   * The smallest number of a range that is enough, if every larger one is enough too: steps that
   * double, down or up from the likely one, then halving.
   *
   * @throws IllegalArgumentException if none is
   */
  static long smallest(Range range, LongPredicate enough, String what) {
    long from = range.from();
    long to = range.to();
    long above = to + 1;
    long below = Math.max(from, Math.min(to, range.likely()));
    for (long step = 1; below >= from && below <= to && enough.test(below); step *= 2) {
      above = below;
      below = Math.max(from - 1, below - step);
    }
    for (long step = 1; above > to; step *= 2) {
      if (below >= to) {
        throw new IllegalArgumentException(
            "not enough with " + to + ": " + what + "; relax the objective or split the load");
      }
      long next = Math.min(to, below + step);
      if (enough.test(next)) {
        above = next;
      } else {
        below = next;
      }
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
