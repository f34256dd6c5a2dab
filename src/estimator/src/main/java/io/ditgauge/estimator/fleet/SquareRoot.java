package io.ditgauge.estimator.fleet;

import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The square-root rule: a load a needs about a + b sqrt(a) servers.
 *
 * <p>With b sqrt(a) spare servers a job waits with the probability 1 / (1 + b Phi(b) / phi(b)) in
 * large fleets (Halfin and Whitt, Heavy-Traffic Limits for Queues with Many Exponential Servers,
 * Operations Research 29, 1981), and longer than t with exp(-t b sqrt(a) / (v s)) times that, where
 * s is the service time and v the half sum of the squared variations, as in {@link Queue}. It shows
 * in one line how little single users matter to a large fleet.
 */
public final class SquareRoot {
  private static final double MOST = 40;
  private static final int HALVINGS = 60;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  private SquareRoot() {}

  /** Probability of waiting with b sqrt(a) spare servers. */
  public static double waiting(double b) {
    double density = NORMAL.density(b);
    return density / (density + b * NORMAL.cumulativeProbability(b));
  }

  /** Spare servers over the root of the load, b, with which so few wait longer. */
  public static double spare(Traffic traffic, double seconds, double probability) {
    double low = 0;
    double high = MOST;
    double rate =
        Math.sqrt(traffic.load()) * seconds / (traffic.spread() * traffic.service().meanSeconds());
    if (traffic.spread() == 0) {
      return 0;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (waiting(middle) * StrictMath.exp(-middle * rate) <= probability) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** Servers by the rule, rounded up. */
  public static long servers(Traffic traffic, Objective.MostWithin objective) {
    double load = traffic.load();
    double spare = spare(traffic, objective.seconds(), objective.probability());
    return (long) Math.ceil(load + spare * Math.sqrt(load));
  }
}
