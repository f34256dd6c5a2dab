package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;
import java.util.Objects;

/**
 * Jobs that wait in one line, first come first served, for the next free of S servers.
 *
 * <p>Exact for Poisson arrivals and exponential service ({@link ErlangC}). For others the
 * approximation of Allen and Cunneen (Allen, Probability, Statistics and Queueing Theory, 1990;
 * compared with others by Whitt, Approximations for the GI/G/m queue, 1993): the mean wait is that
 * of M/M/S times (ca^2 + cs^2) / 2, and those that wait do so exponentially with a mean longer in
 * the same proportion. With one server and Poisson arrivals that mean is exact (Pollaczek and
 * Khinchine). Left out: the time until an hour's traffic is steady, users who give up, jobs of
 * different priority, and batching of jobs.
 *
 * @param traffic the jobs
 * @param servers S, more than the load
 */
public record Queue(Traffic traffic, long servers) implements WaitingTimes {
  /** Validates that there is a steady state. */
  public Queue {
    Objects.requireNonNull(traffic, "a queue needs traffic");
    ErlangC.check(servers, traffic.load());
  }

  /** Share of the servers that are busy. */
  public double utilization() {
    return traffic.load() / servers;
  }

  @Override
  public double exceeds(double seconds) {
    return evaluated().exceeds(Values.notNegative("seconds", seconds));
  }

  @Override
  public double meanSeconds() {
    return evaluated().meanSeconds();
  }

  /** The same waits, with the formula evaluated once for all that is asked of them. */
  WaitingTimes evaluated() {
    return traffic.spread() == 0
        ? WaitingTimes.NONE
        : new Evaluated(ErlangC.logWaiting(servers, traffic.load()), meanSecondsOfWaiting());
  }

  /** Waits with their probability and, of those that wait, their mean. */
  private record Evaluated(double logWaiting, double mean) implements WaitingTimes {
    @Override
    public double exceeds(double seconds) {
      return StrictMath.exp(logWaiting - seconds / mean);
    }

    @Override
    public double meanSeconds() {
      return StrictMath.exp(logWaiting) * mean;
    }
  }

  /** The mean wait of those that wait. */
  private double meanSecondsOfWaiting() {
    return traffic.spread() * traffic.service().meanSeconds() / (servers - traffic.load());
  }
}
