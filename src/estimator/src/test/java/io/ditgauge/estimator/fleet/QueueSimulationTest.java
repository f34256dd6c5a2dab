package io.ditgauge.estimator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.fleet.Objective.MeanWithin;
import io.ditgauge.estimator.fleet.Objective.MostWithin;
import io.ditgauge.estimator.fleet.QueueSimulation.Waits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueSimulationTest {
  private static final int JOBS = 300_000;
  private static final long SEED = 20_240_215;

  @ParameterizedTest
  @CsvSource({"1, 0.7", "8, 6.4", "40, 36", "300, 280"})
  void agreesWithErlang(long servers, double load) {
    Traffic traffic = Traffic.poisson(load / 720, new Service(720, 1));
    Queue queue = new Queue(traffic, servers);
    Waits waits = new QueueSimulation(traffic, 4 * JOBS, SEED).with(servers);
    String what = servers + " servers, seed " + SEED;
    for (double times : new double[] {0, 1, 2}) {
      double seconds = times * 720 / (servers - load);
      double error = waits.errorOfExceeds(seconds);
      assertTrue(error < 0.05, what);
      assertEquals(queue.exceeds(seconds), waits.exceeds(seconds), 4 * error, what);
    }
    assertTrue(waits.errorOfMeanSeconds() < 0.15 * queue.meanSeconds(), what);
    assertEquals(queue.meanSeconds(), waits.meanSeconds(), 4 * waits.errorOfMeanSeconds(), what);
  }

  /** One server and Poisson arrivals: the mean wait is exact for any service time. */
  @ParameterizedTest
  @CsvSource({"0", "0.5", "1.5"})
  void agreesWithPollaczekAndKhinchine(double variation) {
    Traffic traffic = Traffic.poisson(0.6 / 720, new Service(720, variation));
    double exact = 0.6 * 720 * (1 + variation * variation) / 2 / (1 - 0.6);
    assertEquals(exact, new Queue(traffic, 1).meanSeconds(), 1e-9 * exact);
    Waits waits = new QueueSimulation(traffic, JOBS, SEED).with(1);
    assertEquals(exact, waits.meanSeconds(), 4 * waits.errorOfMeanSeconds(), "seed " + SEED);
    assertTrue(waits.errorOfMeanSeconds() < 0.05 * exact);
  }

  /** The approximation is good to about a tenth where the servers are busy. */
  @ParameterizedTest
  @CsvSource({"1, 0.3, 12, 10.8", "1, 1.5, 12, 10.8", "0.5, 0.5, 12, 11.4", "1.5, 0.5, 60, 57"})
  void allenAndCunneenAreClose(double arrivals, double service, long servers, double load) {
    Traffic traffic = new Traffic(load / 720, arrivals, new Service(720, service));
    Queue queue = new Queue(traffic, servers);
    Waits waits = new QueueSimulation(traffic, JOBS, SEED).with(servers);
    assertEquals(
        queue.meanSeconds(),
        waits.meanSeconds(),
        0.12 * queue.meanSeconds() + 3 * waits.errorOfMeanSeconds(),
        "seed " + SEED);
  }

  @ParameterizedTest
  @CsvSource({"5, 1, 1", "20, 1, 1", "20, 1, 0.4", "80, 1, 1", "80, 1.3, 0.8"})
  void asksForAboutAsManyServersAsTheFormula(double load, double arrivals, double service) {
    Traffic traffic = new Traffic(load / 720, arrivals, new Service(720, service));
    QueueSimulation simulation = new QueueSimulation(traffic, 100_000, SEED);
    for (Objective objective : new Objective[] {new MostWithin(60, 0.05), new MeanWithin(30)}) {
      long formula = Sizing.servers(traffic, objective);
      long simulated = simulation.servers(objective);
      assertTrue(
          Math.abs(formula - simulated) <= 1,
          () -> formula + ", simulated " + simulated + ", " + objective + ", seed " + SEED);
    }
  }

  @Test
  void moreServersNeverMakeOneWaitLonger() {
    Traffic traffic = new Traffic(9.0 / 720, 2, new Service(720, 2));
    QueueSimulation simulation = new QueueSimulation(traffic, 20_000, SEED);
    double before = Double.POSITIVE_INFINITY;
    for (long servers = 10; servers < 30; servers++) {
      double mean = simulation.with(servers).meanSeconds();
      assertTrue(mean <= before, servers + " servers, seed " + SEED);
      before = mean;
    }
  }

  @Test
  void isTheSameForTheSameSeed() {
    Traffic traffic = Traffic.poisson(5.0 / 720, new Service(720, 1));
    double mean = new QueueSimulation(traffic, 1000, 7).with(6).meanSeconds();
    assertEquals(mean, new QueueSimulation(traffic, 1000, 7).with(6).meanSeconds());
    assertTrue(mean != new QueueSimulation(traffic, 1000, 8).with(6).meanSeconds());
  }

  @Test
  void nobodyWaitsWhereEverythingIsRegular() {
    Traffic traffic = new Traffic(1, 0, new Service(5.5, 0));
    assertEquals(0, new QueueSimulation(traffic, 1000, SEED).with(6).meanSeconds());
    assertEquals(0, new Queue(traffic, 6).meanSeconds());
    assertEquals(0, new Queue(traffic, 6).exceeds(0));
  }

  @Test
  void refusesWhatItCannotSend() {
    Traffic traffic = Traffic.poisson(5, new Service(1, 1));
    assertThrows(IllegalArgumentException.class, () -> new QueueSimulation(traffic, 10, SEED));
    QueueSimulation simulation = new QueueSimulation(traffic, 1000, SEED);
    assertThrows(IllegalArgumentException.class, () -> simulation.with(5));
    assertThrows(IllegalArgumentException.class, () -> simulation.with(100_001));
  }
}
