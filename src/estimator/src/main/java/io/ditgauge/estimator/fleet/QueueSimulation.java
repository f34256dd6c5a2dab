package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;
import io.ditgauge.estimator.uncertainty.Distribution.LogNormal;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;

/**
 * Jobs sent one by one through a queue, to check what formulas say of it.
 *
 * <p>Each job takes the server that is free first, and waits for it if it has to: a simulation of
 * the events of a first-come-first-served queue. Times between arrivals and service times are
 * constant if their variation is 0, exponential if it is 1, else lognormal. All numbers of servers
 * see the same jobs, so more servers never make one wait longer. The first tenth of the jobs, which
 * find the servers empty, is not counted.
 *
 * @param traffic the jobs
 * @param jobs how many are sent
 * @param seed seed of the draws
 */
public record QueueSimulation(Traffic traffic, int jobs, long seed) {
  private static final int LEAST_JOBS = 1000;
  private static final long MOST_SERVERS = 100_000;
  private static final int WARM_UP = 10;
  private static final int BITS = 12;
  private static final double STEP = 0x1p-52;

  /** Validates the parts. */
  public QueueSimulation {
    Objects.requireNonNull(traffic, "a simulation needs traffic");
    Values.atLeast("jobs of a simulation", jobs, LEAST_JOBS);
  }

  /** Sends the jobs through so many servers, more than the load. */
  public Waits with(long servers) {
    ErlangC.check(servers, traffic.load());
    if (servers > MOST_SERVERS) {
      throw new IllegalArgumentException(
          "a simulation takes at most "
              + MOST_SERVERS
              + " servers: servers="
              + servers
              + "; use the formula");
    }
    RandomGenerator random = new Well19937c(seed);
    DoubleUnaryOperator between = times(1 / traffic.jobsPerSecond(), traffic.arrivalVariation());
    DoubleUnaryOperator service =
        times(traffic.service().meanSeconds(), traffic.service().variation());
    FreeServers free = FreeServers.at(0, (int) servers, traffic.service().variation() == 0);
    double[] waits = new double[jobs];
    double now = 0;
    for (int job = 0; job < jobs; job++) {
      now += between.applyAsDouble(uniform(random));
      double start = Math.max(now, free.first());
      free.occupyUntil(start + service.applyAsDouble(uniform(random)));
      waits[job] = start - now;
    }
    return new Waits(Arrays.copyOfRange(waits, jobs / WARM_UP, jobs));
  }

  /** The fewest servers with which these jobs keep the objective. */
  public long servers(Objective objective) {
    return Sizing.smallest(
        new Sizing.Range(Sizing.leastStable(traffic.load()), MOST_SERVERS),
        servers -> objective.isMet(with(servers)),
        "simulated servers for " + objective);
  }

  private static double uniform(RandomGenerator random) {
    return ((random.nextLong() >>> BITS) + 0.5) * STEP;
  }

  private static DoubleUnaryOperator times(double mean, double variation) {
    if (variation == 0) {
      return uniform -> mean;
    }
    if (variation == 1) {
      return uniform -> -mean * StrictMath.log(uniform);
    }
    LogNormal times = LogNormal.ofMean(mean, variation);
    return times::quantile;
  }

  /** The waits of simulated jobs in the order of arrival. */
  public static final class Waits implements WaitingTimes {
    private static final int BATCHES = 30;

    private final double[] seconds;

    private Waits(double[] seconds) {
      this.seconds = seconds;
    }

    @Override
    public double exceeds(double limit) {
      return mean(wait -> wait > limit ? 1 : 0, 0, seconds.length);
    }

    @Override
    public double meanSeconds() {
      return mean(wait -> wait, 0, seconds.length);
    }

    /** Standard error of {@link #exceeds}, from the means of batches of jobs. */
    public double errorOfExceeds(double limit) {
      return error(wait -> wait > limit ? 1 : 0);
    }

    /** Standard error of {@link #meanSeconds}, from the means of batches of jobs. */
    public double errorOfMeanSeconds() {
      return error(wait -> wait);
    }

    private double error(DoubleUnaryOperator of) {
      int size = seconds.length / BATCHES;
      double sum = 0;
      double squares = 0;
      for (int batch = 0; batch < BATCHES; batch++) {
        double mean = mean(of, batch * size, (batch + 1) * size);
        sum += mean;
        squares += mean * mean;
      }
      double variance = (squares - sum * sum / BATCHES) / (BATCHES - 1);
      return Math.sqrt(Math.max(0, variance) / BATCHES);
    }

    private double mean(DoubleUnaryOperator of, int from, int to) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += of.applyAsDouble(seconds[i]);
      }
      return sum / (to - from);
    }
  }
}
