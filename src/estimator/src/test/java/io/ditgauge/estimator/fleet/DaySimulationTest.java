package io.ditgauge.estimator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Waits of simulated jobs against exact ones, in simulations that are much longer than a line
 * remembers, for up to 100 servers, and with {@code -Dditgauge.long=true} for up to 1000; {@link
 * StationaryQueueTest} has more.
 */
class DaySimulationTest {
  private static final long SEED = 20_240_215;
  private static final int RUNS = 32;
  private static final double SERVICE = 1;
  private static final double CLOSE = 0.02;
  private static final double DAY = DayTraffic.DAY;

  /** Exponential service times: Erlang C; (1 - load) sqrt(S) is 0.5, 0.79 and 0.8. */
  @ParameterizedTest
  @CsvSource({"1, 0.5, 3e6", "10, 0.75, 15e6", "100, 0.92, 90e6"})
  void agreesWithErlang(int servers, double load, double jobs) {
    Found found = Found.of(servers, load, jobs, 1);
    double waiting = ErlangC.waiting(servers, servers * load);
    assertEquals(1, found.waiting() / waiting, CLOSE, found.what());
    isClose(waiting * SERVICE / (servers * (1 - load)), found);
  }

  /** Constant service times: Spitzer's identity. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.2, 4e6",
    "1, 0.5, 3e6",
    "1, 0.8, 3e6",
    "10, 0.2, 20e6",
    "10, 0.5, 8e6",
    "10, 1, 8e6",
    "100, 0.5, 60e6",
    "100, 1, 40e6"
  })
  void agreesWithTheExactWaitOfConstantServices(int servers, double gap, double jobs) {
    double load = servers - gap * Math.sqrt(servers);
    Found found = Found.of(servers, load / servers, jobs, 0);
    isClose(SERVICE * new ConstantServiceLine(servers, load).mean() / load, found);
  }

  /** Only with {@code -Dditgauge.long=true}. */
  @ParameterizedTest
  @EnabledIfSystemProperty(named = "ditgauge.long", matches = "true")
  @CsvSource({"100, 0.2, 2e8", "1000, 0.2, 2e9", "1000, 0.632455532033676, 5e8", "1000, 1, 5e8"})
  void agreesWithTheExactWaitOfConstantServicesForLonger(int servers, double gap, double jobs) {
    agreesWithTheExactWaitOfConstantServices(servers, gap, jobs);
  }

  private static void isClose(double exact, Found found) {
    assertTrue(3 * found.waitError() < CLOSE, found.what());
    assertEquals(1, found.meanWait() / exact, CLOSE, found.what());
  }

  /** Poisson: the number of a day's jobs is within five of its standard deviations of the mean. */
  @Test
  void followsTheDay() {
    DayTraffic traffic = day(1e6, 1.5, Bursts.NONE, new Service(60, 0));
    SimulatedDay day = DaySimulation.warmedUp(traffic, 2000, SEED).run();
    assertEquals(1e6, (double) day.jobs(), 5e3);
    assertEquals(1e6 * 60 / DAY / 2000, day.utilization(), 0.002);
    assertEquals(0, day.waits().waiting());
    assertEquals(0, day.waits().seconds99());
    // Hours 11 to 13 have at least 1.48 times the mean.
    assertEquals(12.5 * 60, day.busiest().index(), 95);
    double mean = 1e6 / 1440;
    assertTrue(day.busiest().jobs() > 1.5 * mean, "seed " + SEED);
    assertTrue(day.busiest().jobs() < 1.5 * mean + 6 * Math.sqrt(1.5 * mean), "seed " + SEED);
  }

  /** Where the load is above one for long, the line is a fluid's: rate less capacity over time. */
  @Test
  void buildsTheLineOfAFluidOverAPeak() {
    List<Double> weights = List.of(0.5, 1.5, 0.5, 0.5);
    DayTraffic traffic = new DayTraffic(100, DAY, weights, Bursts.NONE, new Service(60, 0));
    int servers = 9000;
    double quarter = DAY / 4;
    // 100 a second x 4/3 x 1.5 = 200 arrive and 150 are served, then 66.7 arrive.
    DaySimulation simulation = DaySimulation.warmedUp(traffic, servers, SEED);
    SimulatedDay day = simulation.run();
    assertEquals(200.0 / 150, simulation.peakLoad(), 1e-12);
    assertEquals(50 * quarter, (double) day.backlog().most(), 0.02 * 50 * quarter);
    assertEquals(2 * quarter / 60, day.backlog().minute(), 2);
    assertEquals(0, day.backlog().atEnd());
    assertEquals(50 * quarter / 150, day.waits().longestSeconds(), 0.02 * 50 * quarter / 150);
    assertTrue(day.waits().seconds95() <= day.waits().seconds99());
    assertTrue(day.waits().seconds99() <= day.waits().longestSeconds());
  }

  /** Of 2 jobs a second that take a second each, one server does half. */
  @Test
  void saysTheLineThatIsLeft() {
    DayTraffic traffic =
        new DayTraffic(2, DAY, List.of(1.0), Bursts.NONE, new Service(SERVICE, 0.05));
    SimulatedDay day = new DaySimulation(traffic, 1, 0, SEED).run();
    assertEquals(DAY, (double) day.backlog().atEnd(), 0.02 * DAY);
    assertEquals(1, day.utilization(), 1e-3);
    assertEquals(DAY / 2, day.waits().meanSeconds(), 0.02 * DAY / 2);
    // Who arrives at t is served after 2t - t others: waits are even between 0 and a day.
    assertEquals(0.95 * DAY, day.waits().seconds95(), 0.03 * DAY);
  }

  @Test
  void burstsKeepTheMeanAndMakeJobsWait() {
    Service service = new Service(10, 0);
    Bursts bursts = new Bursts(0.3, 300);
    double jobs = 5e6;
    int servers = (int) (jobs * 10 / DAY / 0.85);
    DayTraffic steady = day(jobs, 1, Bursts.NONE, service);
    SimulatedDay calm = DaySimulation.warmedUp(steady, servers, SEED).run();
    SimulatedDay wild = DaySimulation.warmedUp(day(jobs, 1, bursts, service), servers, SEED).run();
    // 1440 minutes, each correlated with about ten others: 0.3 sqrt(10 / 1440) = 2.5%.
    assertEquals(jobs, (double) wild.jobs(), 0.1 * jobs);
    assertTrue(Math.abs(calm.jobs() - jobs) < 5 * Math.sqrt(jobs), "seed " + SEED);
    assertTrue(wild.busiest().jobs() > 1.5 * jobs / 1440, "seed " + SEED);
    assertTrue(wild.waits().waiting() > calm.waits().waiting() + 0.05, "seed " + SEED);
    assertTrue(wild.waits().seconds99() > 10, "seed " + SEED);
  }

  @Test
  void isTheSameForTheSameSeed() {
    DayTraffic traffic = day(1e5, 1.2, new Bursts(0.2, 600), new Service(60, 0.05));
    SimulatedDay day = DaySimulation.warmedUp(traffic, 80, SEED).run();
    assertEquals(day, DaySimulation.warmedUp(traffic, 80, SEED).run());
    assertNotEquals(day, DaySimulation.warmedUp(traffic, 80, SEED + (1L << 32)).run());
  }

  /** Arrivals and services of the same seed differ in other bits than those of the next. */
  @Test
  void streamsOfDrawsShareNoPattern() {
    int seeds = 1000;
    long patterns =
        IntStream.range(0, seeds)
            .map(
                seed ->
                    DaySimulation.random(seed, 1).nextInt()
                        ^ DaySimulation.random(seed, 2).nextInt())
            .distinct()
            .count();
    assertEquals(seeds, patterns);
  }

  @Test
  void refusesWhatItCannotSend() {
    Service service = new Service(1, 0);
    double[] falling = {0.2, 0.1};
    refused("at most 10000000", () -> simulation(1, 10_000_001));
    refused("servers must be at least 1", () -> simulation(1, 0));
    refused("sends at most 20000000000 jobs", () -> simulation(1e12, 10));
    refused("jobs must be finite", () -> simulation(Double.NaN, 10));
    refused("standard deviation of the bursts", () -> new Bursts(-1, 60));
    refused("correlation time", () -> new Bursts(0.2, 0));
    refused("between 1 and 2", () -> day(10, 2.5, Bursts.NONE, service));
    refused("load must be finite", () -> DayTraffic.seconds(10, service, 5, -0.5));
    refused("at most a year", () -> new DayTraffic(1, 1e9, List.of(1.0), Bursts.NONE, service));
    refused("each server is free at a time", () -> simulation(1, 2).from(new double[1], 0));
    refused(
        "times at which servers are free ascend",
        () -> new DaySimulation(day(1, 1, Bursts.NONE, service), 2, 0, SEED).from(falling, 0));
    refused(
        "no job arrived",
        () -> new DaySimulation(day(1e-9, 1, Bursts.NONE, service), 1, 0, SEED).run());
  }

  private static void refused(String expected, Executable code) {
    String message = assertThrows(IllegalArgumentException.class, code).getMessage();
    assertTrue(message.contains(expected), message);
  }

  private static DaySimulation simulation(double jobs, int servers) {
    return DaySimulation.warmedUp(day(jobs, 1, Bursts.NONE, new Service(1, 0)), servers, SEED);
  }

  private static DayTraffic day(double jobs, double peak, Bursts bursts, Service service) {
    return DayTraffic.cosine(jobs, DAY, peak, bursts, service);
  }

  /**
   * Means over runs with seeds of their own, each after a warm-up of a twentieth.
   *
   * @param waitError standard error of the mean wait, from the spread over runs, over the mean
   */
  private record Found(String what, double waiting, double meanWait, double waitError) {
    static Found of(int servers, double load, double jobs, double variation) {
      double rate = servers * load / SERVICE;
      double seconds = jobs / RUNS / rate;
      DayTraffic traffic =
          new DayTraffic(rate, seconds, List.of(1.0), Bursts.NONE, new Service(SERVICE, variation));
      List<SimulatedDay.Waits> runs =
          IntStream.range(0, RUNS)
              .parallel()
              .mapToObj(run -> new DaySimulation(traffic, servers, seconds / 20, SEED + run))
              .map(simulation -> simulation.run().waits())
              .toList();
      double waiting = runs.stream().mapToDouble(SimulatedDay.Waits::waiting).sum() / RUNS;
      double sum = runs.stream().mapToDouble(SimulatedDay.Waits::meanSeconds).sum();
      double squares = runs.stream().mapToDouble(it -> it.meanSeconds() * it.meanSeconds()).sum();
      double mean = sum / RUNS;
      double variance = Math.max(0, squares - sum * mean) / (RUNS - 1);
      double error = Math.sqrt(variance / RUNS) / mean;
      String what =
          servers + " servers, load " + load + ", seed " + SEED + ", relative error " + error;
      return new Found(what, waiting, mean, error);
    }
  }
}
