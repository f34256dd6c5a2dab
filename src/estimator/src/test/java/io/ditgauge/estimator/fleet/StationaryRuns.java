package io.ditgauge.estimator.fleet;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Short simulations of Poisson arrivals that start in the steady state, with services of mean 1.
 *
 * <p>The number of jobs at the start follows its exact law, with one simulation in each of so many
 * equally likely strata. So each simulation is a sample of the steady state, and most of what makes
 * such samples differ, the line at the start, is spread evenly.
 *
 * @param servers S
 * @param gap (1 - load) sqrt(S)
 * @param horizon how long jobs arrive, in service times
 * @param number how many simulations, even
 */
record StationaryRuns(int servers, double gap, double horizon, int number) {
  private static final long SEED = 20_240_215;
  private static final long OTHER_SEED = SEED + (1L << 40);
  private static final double NEGLIGIBLE = 1e-18;
  private static final double LONGEST_WAITS = 60;

  /** Mean number of busy servers. */
  double load() {
    return servers - gap * Math.sqrt(servers);
  }

  /**
   * Exponential services. What is left of them at the start is exponential, since they have no
   * memory, so that any moment of a simulation is one of the steady state.
   *
   * @param longer services of the simulated jobs over those of the steady state; 1 if all is right
   */
  Found exponential(double longer) {
    Service service = new Service(longer, 1);
    int[] jobs = jobsAtStart();
    List<SimulatedDay> days =
        runs(
            run -> {
              int working = Math.min(servers, jobs[run]);
              return simulation(service, run).from(free(run, working), jobs[run] - working);
            });
    ToDoubleFunction<SimulatedDay> arrivals = SimulatedDay::jobs;
    return new Found(
        "seed " + SEED + ", " + this,
        Ratio.of(days, day -> day.jobs() * day.waits().waiting(), arrivals),
        Ratio.of(days, day -> day.jobs() * day.waits().meanSeconds(), arrivals),
        Ratio.of(days, day -> 1 - day.utilization(), day -> 1));
  }

  /**
   * Constant services. At the start all servers work and are free one after the other, which is not
   * the steady state; but the line after whole service times does not depend on it, and follows its
   * exact law again. The mean wait is the mean line over the rate (Little's law).
   */
  Lines constant() {
    Service service = new Service(1, 0);
    int[] lines = strata(0, new ConstantServiceLine(servers, load()).shares());
    List<SimulatedDay> days =
        runs(
            run -> {
              double[] free = new double[servers];
              Arrays.setAll(free, server -> (server + 0.5) / servers);
              return simulation(service, run).from(free, lines[run]);
            });
    return new Lines(
        "seed " + SEED + ", " + this,
        Ratio.of(days, day -> day.backlog().atEnd() > 0 ? 1 : 0, day -> 1),
        Ratio.of(days, day -> day.backlog().atEnd() / load(), day -> 1));
  }

  private List<SimulatedDay> runs(IntFunction<SimulatedDay> run) {
    return IntStream.range(0, number).parallel().mapToObj(run).toList();
  }

  private DaySimulation simulation(Service service, int run) {
    DayTraffic traffic = new DayTraffic(load(), horizon, List.of(1.0), Bursts.NONE, service);
    return new DaySimulation(traffic, servers, 0, SEED + run);
  }

  /** When each server is free: those that work in the order in which they end. */
  private double[] free(int run, int working) {
    SplittableRandom random = new SplittableRandom(OTHER_SEED + run);
    double[] free = new double[servers];
    double last = horizon + LONGEST_WAITS / (servers - load());
    double end = 0;
    for (int left = working; left > 0; left--) {
      // No job starts after the last; if one did, its wait would be infinite.
      end = end < last ? end - Math.log1p(-random.nextDouble()) / left : Double.POSITIVE_INFINITY;
      free[servers - left] = end;
    }
    return free;
  }

  /**
   * Numbers of jobs with exponential services: the share of the time with k + 1 jobs is that with k
   * jobs times load / min(k + 1, S), from the most frequent number outwards.
   */
  private int[] jobsAtStart() {
    double load = load();
    int mode = (int) load;
    int first = mode;
    for (double share = 1; first > 0 && share > NEGLIGIBLE; first--) {
      share *= first / load;
    }
    int last = mode;
    for (double share = 1; share > NEGLIGIBLE; last++) {
      share *= load / Math.min(last + 1, servers);
    }
    double[] shares = new double[last - first + 1];
    shares[mode - first] = 1;
    for (int k = mode; k > first; k--) {
      shares[k - 1 - first] = shares[k - first] * (k / load);
    }
    for (int k = mode; k < last; k++) {
      shares[k + 1 - first] = shares[k - first] * (load / Math.min(k + 1, servers));
    }
    return strata(first, shares);
  }

  /**
   * A number from each stratum.
   *
   * @param first the least number
   * @param shares how often it and those above occur, at any scale
   */
  private int[] strata(int first, double... shares) {
    double all = Arrays.stream(shares).sum();
    SplittableRandom random = new SplittableRandom(SEED);
    int[] numbers = new int[number];
    int k = 0;
    double below = shares[0];
    for (int run = 0; run < number; run++) {
      double quantile = (run + random.nextDouble()) / number * all;
      while (below < quantile && k < shares.length - 1) {
        k++;
        below += shares[k];
      }
      numbers[run] = first + k;
    }
    return numbers;
  }

  /**
   * What was found.
   *
   * @param what the simulations
   * @param waiting share of the jobs that waited
   * @param meanWait of all jobs, in service times
   * @param idle share of the servers' time in which they had no job
   */
  record Found(String what, Ratio waiting, Ratio meanWait, Ratio idle) {}

  /**
   * What was found at the end.
   *
   * @param what the simulations
   * @param some share of the simulations with jobs in line
   * @param meanWait mean line over the rate, in service times
   */
  record Lines(String what, Ratio some, Ratio meanWait) {}

  /**
   * A sum over simulations over another.
   *
   * @param value the ratio
   * @param error its standard error, from the differences of neighbours, which are alike
   */
  record Ratio(double value, double error) {
    static Ratio of(
        List<SimulatedDay> days,
        ToDoubleFunction<SimulatedDay> above,
        ToDoubleFunction<SimulatedDay> below) {
      double sum = days.stream().mapToDouble(below).sum();
      double value = days.stream().mapToDouble(above).sum() / sum;
      double squares = 0;
      for (int i = 0; i + 1 < days.size(); i += 2) {
        SimulatedDay one = days.get(i);
        SimulatedDay other = days.get(i + 1);
        double difference =
            above.applyAsDouble(one)
                - above.applyAsDouble(other)
                - value * (below.applyAsDouble(one) - below.applyAsDouble(other));
        squares += difference * difference;
      }
      return new Ratio(value, Math.sqrt(squares) / sum);
    }
  }
}
