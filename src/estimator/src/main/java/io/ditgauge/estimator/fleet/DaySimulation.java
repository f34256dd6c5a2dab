package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;
import org.hipparchus.util.FastMath;

/**
 * A day of jobs sent one by one to a fleet, first come, first served; the load may exceed the
 * servers for a while.
 *
 * <p>Each job takes the server that is free first. Nothing is kept of a job but its share in the
 * sums, so memory goes with servers and minutes, and time with jobs. Service times are constant if
 * their variation is 0, exponential if it is 1, else lognormal. Arrivals, services and bursts have
 * draws of their own. The servers start free, and jobs arrive at the rate of the period's start for
 * a while before anything is counted.
 *
 * @param traffic the jobs
 * @param servers S
 * @param warmUpSeconds time that is simulated before the period, rounded up to minutes
 * @param seed seed of the draws
 */
public record DaySimulation(DayTraffic traffic, int servers, double warmUpSeconds, long seed) {
  private static final double MOST_JOBS = 2e10;
  private static final double WARM_UP_SERVICES = 10;
  private static final int GAPS = 1;
  private static final int SERVICES = 2;
  private static final int BURSTS = 3;
  private static final int STATE_WORDS = 624;

  /** Validates the parts. */
  public DaySimulation {
    Objects.requireNonNull(traffic, "a simulation needs traffic");
    Values.atLeast("servers", servers, 1);
    if (servers > ErlangC.MOST_SERVERS) {
      throw new IllegalArgumentException(
          "servers must be at most "
              + ErlangC.MOST_SERVERS
              + ": servers="
              + servers
              + "; split the fleet into regions that serve themselves");
    }
    Values.notNegative("warmUpSeconds", warmUpSeconds);
    double jobs = traffic.jobsPerSecond() * (traffic.seconds() + warmUpSeconds);
    if (!(jobs <= MOST_JOBS)) {
      throw new IllegalArgumentException(
          "a simulation sends at most "
              + (long) MOST_JOBS
              + " jobs, warm-up and all: jobs="
              + jobs
              + "; send a part of them through a part of the servers");
    }
  }

  /** A simulation with a warm-up of ten service times. */
  public static DaySimulation warmedUp(DayTraffic traffic, int servers, long seed) {
    double warmUp = WARM_UP_SERVICES * traffic.service().meanSeconds();
    return new DaySimulation(traffic, servers, warmUp, seed);
  }

  /** Share of the servers' time that the jobs need; above 1 the line grows over the period. */
  public double load() {
    return traffic.load() / servers;
  }

  /** The same in the busiest part of the period, bursts aside; above 1 the line grows there. */
  public double peakLoad() {
    return traffic.peakLoad() / servers;
  }

  /** Sends the jobs to free servers. */
  public SimulatedDay run() {
    double[] free = new double[servers];
    Arrays.fill(free, startSeconds());
    return from(free, 0);
  }

  /** When the warm-up begins, in seconds of the period. */
  double startSeconds() {
    return -Math.ceil(warmUpSeconds / ArrivalTimes.STEP) * ArrivalTimes.STEP;
  }

  /**
   * Sends the jobs to servers that are busy and have a line when the simulation starts.
   *
   * @param freeSeconds when each server is free, ascending from {@link #startSeconds}; within a
   *     service time where that is constant; the array is used up
   * @param line jobs in line, which came before
   */
  SimulatedDay from(double[] freeSeconds, int line) {
    double from = startSeconds();
    double end = traffic.seconds();
    check(from, freeSeconds);
    Tally tally = new Tally(servers, end);
    tally.work(from, freeSeconds);
    FreeServers free = FreeServers.of(freeSeconds, traffic.service().variation() == 0);
    Services services = new Services(traffic.service(), random(SERVICES));
    for (int job = 0; job < line; job++) {
      tally.send(Math.nextDown(from), services.next(), free);
    }
    ArrivalTimes arrivals = new ArrivalTimes(traffic, from, random(GAPS), random(BURSTS));
    for (double now = arrivals.next(end); now < end; now = arrivals.next(end)) {
      tally.send(now, services.next(), free);
    }
    return tally.day();
  }

  private void check(double from, double... freeSeconds) {
    if (freeSeconds.length != servers) {
      throw new IllegalArgumentException(
          "each server is free at a time: servers=" + servers + ", times=" + freeSeconds.length);
    }
    double before = from;
    for (double time : freeSeconds) {
      if (!(time >= before)) {
        throw new IllegalArgumentException(
            "times at which servers are free ascend from the start: time="
                + time
                + ", before="
                + before
                + "; sort them");
      }
      before = time;
    }
  }

  private RandomGenerator random(int stream) {
    return random(seed, stream);
  }

  /**
   * A generator whose whole state comes from seed and stream. The generator is linear in the bits
   * of its state, so that states that share words would give streams whose bits differ in the same
   * places for every seed.
   */
  static RandomGenerator random(long seed, int stream) {
    long start = new SplittableRandom(seed).nextLong();
    return new Well19937c(new SplittableRandom(start + stream).ints(STATE_WORDS).toArray());
  }

  /** Draws of service times. */
  private static final class Services {
    private final double mean;
    private final double variation;
    private final double logSpread;
    private final RandomGenerator random;

    Services(Service service, RandomGenerator random) {
      mean = service.meanSeconds();
      variation = service.variation();
      logSpread = FastMath.sqrt(FastMath.log1p(variation * variation));
      this.random = random;
    }

    double next() {
      if (variation == 1) {
        return mean * ArrivalTimes.exponential(random);
      }
      return variation == 0
          ? mean
          : mean * FastMath.exp(logSpread * (random.nextGaussian() - logSpread / 2));
    }
  }

  /** The sums. */
  private static final class Tally {
    private final int servers;
    private final double seconds;
    private final long[] arrived;
    private final long[] started;
    private final double[] waited;
    private final WaitHistogram waits = new WaitHistogram();
    private double busySeconds;
    private double longest;
    private long waitingAtStart;

    Tally(int servers, double seconds) {
      this.servers = servers;
      this.seconds = seconds;
      int minutes = (int) Math.ceil(seconds / ArrivalTimes.STEP);
      arrived = new long[minutes];
      started = new long[minutes];
      waited = new double[minutes];
    }

    /** A job that arrives is served by the server that is free first. */
    void send(double arrival, double service, FreeServers free) {
      double start = Math.max(arrival, free.first());
      free.occupyUntil(start + service);
      add(arrival, start, start + service);
    }

    /** Servers work until times that ascend. */
    void work(double start, double... ends) {
      int server = 0;
      for (; server < ends.length && ends[server] < seconds; server++) {
        busySeconds += inPeriod(start, ends[server]);
      }
      busySeconds += (ends.length - server) * inPeriod(start, seconds);
    }

    private double inPeriod(double start, double end) {
      return Math.max(0, Math.min(end, seconds) - Math.max(start, 0));
    }

    private void add(double arrival, double start, double end) {
      busySeconds += inPeriod(start, end);
      if (start >= 0 && start < seconds) {
        started[minute(start)]++;
      }
      if (arrival < 0) {
        waitingAtStart += start >= 0 ? 1 : 0;
        return;
      }
      int minute = minute(arrival);
      double wait = start - arrival;
      arrived[minute]++;
      waited[minute] += wait;
      longest = Math.max(longest, wait);
      waits.add(wait);
    }

    private int minute(double second) {
      return Math.min((int) (second / ArrivalTimes.STEP), arrived.length - 1);
    }

    SimulatedDay day() {
      if (waits.count() == 0) {
        throw new IllegalArgumentException(
            "no job arrived in the period: seconds=" + seconds + "; send more jobs");
      }
      int busiest = 0;
      int backlogged = 0;
      long most = 0;
      long backlog = waitingAtStart;
      for (int minute = 0; minute < arrived.length; minute++) {
        busiest = arrived[minute] > arrived[busiest] ? minute : busiest;
        backlog += arrived[minute] - started[minute];
        if (backlog > most) {
          most = backlog;
          backlogged = minute;
        }
      }
      return new SimulatedDay(
          waits.count(),
          waits(),
          new SimulatedDay.Minute(busiest, arrived[busiest], waited[busiest] / arrived[busiest]),
          new SimulatedDay.Backlog(most, backlogged, backlog),
          busySeconds / (servers * seconds));
    }

    private SimulatedDay.Waits waits() {
      double mean = Arrays.stream(waited).sum() / waits.count();
      return new SimulatedDay.Waits(
          waits.waiting(),
          mean,
          Math.min(longest, waits.quantile(0.95)),
          Math.min(longest, waits.quantile(0.99)),
          longest);
    }
  }
}
