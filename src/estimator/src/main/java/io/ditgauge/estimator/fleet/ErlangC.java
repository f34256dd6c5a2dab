package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;

/**
 * Erlang's delay formula: the probability that a job which arrives at S servers finds all of them
 * busy, when arrivals are Poisson and service times exponential (M/M/S).
 *
 * <p>With a the load, Erlang's loss formula is 1/B = sum over k = 0..S of S!/((S-k)! a^k), and C =
 * 1 / ((1 - a/S) / B + a/S) (Cooper, Introduction to Queueing Theory, 1981). The sum has only
 * positive terms, which rise while S - k exceeds a and then fall ever faster; it ends where what is
 * left cannot change the result, and is kept from overflowing by a running scale. So it is exact up
 * to rounding for any number of servers, and short where the servers are busy.
 */
public final class ErlangC {
  /** Servers up to which the formula is evaluated. */
  public static final long MOST_SERVERS = 10_000_000;

  /** Load down to which it is evaluated. */
  public static final double LEAST_LOAD = 1e-100;

  private static final double NEGLIGIBLE = 1e-18;
  private static final double LARGE = 0x1p400;
  private static final double LOG_LARGE = 400 * StrictMath.log(2);
  private static final double MOST_EXPONENT = 700;

  private ErlangC() {}

  /**
   * The probability of waiting.
   *
   * @param servers S, at most {@link #MOST_SERVERS}
   * @param load jobs that would be served at once if none waited: arrival rate x service time;
   *     below S
   */
  public static double waiting(long servers, double load) {
    return StrictMath.exp(logWaiting(servers, load));
  }

  /** Natural logarithm of {@link #waiting}, which may be too small for a double. */
  public static double logWaiting(long servers, double load) {
    check(servers, load);
    double busy = load / servers;
    double idle = (servers - load) / servers;
    double logInverse = logInverseLoss(servers, load);
    return logInverse < MOST_EXPONENT
        ? -StrictMath.log(idle * StrictMath.exp(logInverse) + busy)
        : -(StrictMath.log(idle) + logInverse);
  }

  private static double logInverseLoss(long servers, double load) {
    double term = 1;
    double sum = 1;
    double log = 0;
    for (long left = servers; left > 0; left--) {
      double ratio = left / load;
      term *= ratio;
      sum += term;
      if (ratio < 1 && term * ratio < NEGLIGIBLE * (1 - ratio) * sum) {
        break;
      }
      if (sum > LARGE) {
        term /= LARGE;
        sum /= LARGE;
        log += LOG_LARGE;
      }
    }
    return log + StrictMath.log(sum);
  }

  /** Refuses servers and loads that have no steady state or no formula. */
  static void check(long servers, double load) {
    Values.atLeast("servers", servers, 1);
    if (servers > MOST_SERVERS) {
      throw new IllegalArgumentException(
          "servers must be at most "
              + MOST_SERVERS
              + ": servers="
              + servers
              + "; split the fleet into regions that serve themselves");
    }
    Values.positive("load", load);
    if (load < LEAST_LOAD) {
      throw new IllegalArgumentException(
          "load must be at least " + LEAST_LOAD + ": load=" + load + "; one server is enough");
    }
    if (load >= servers) {
      throw new IllegalArgumentException(
          "a queue needs more servers than its load, or it grows without end: servers="
              + servers
              + ", load="
              + load
              + "; give it at least "
              + ((long) Math.floor(load) + 1));
    }
  }
}
