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
    Values.notNegative("seconds", seconds);
    if (traffic.spread() == 0) {
      return 0;
    }
    return StrictMath.exp(
        ErlangC.logWaiting(servers, traffic.load()) - seconds / meanSecondsOfWaiting());
  }

  @Override
  public double meanSeconds() {
    return ErlangC.waiting(servers, traffic.load()) * meanSecondsOfWaiting();
  }

  /** The mean wait of those that wait. */
  private double meanSecondsOfWaiting() {
    return traffic.spread() * traffic.service().meanSeconds() / (servers - traffic.load());
  }
}
