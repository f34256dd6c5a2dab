package io.ditgauge.estimator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErlangCTest {
  /**
   * The read-me of the R package ErlangC 0.1.0 (cran.r-project.org/package=ErlangC, 2024-12): 100
   * calls in 30 minutes of 180 s, answered within 20 s. The read-me of pyworkforce 0.1.0
   * (pypi.org/project/pyworkforce) gives 0.1741319335950498 for the last.
   */
  @ParameterizedTest
  @CsvSource({
    "11, 0.6821182, 0.3896138, 122.78127684408",
    "12, 0.4493882, 0.640158, 40.4449401868444",
    "13, 0.2852705, 0.7955948, 17.1162271821896",
    "14, 0.1741319335950498, 0.88835, 7.83593701177724"
  })
  void agreesWithPublishedCallCentres(
      long servers, double waiting, double within20Seconds, double meanSeconds) {
    Queue queue = new Queue(Traffic.poisson(100 / 1800.0, new Service(180, 1)), servers);
    assertEquals(waiting, ErlangC.waiting(servers, 10), 1e-7);
    assertEquals(within20Seconds, 1 - queue.exceeds(20), 1e-6);
    assertEquals(meanSeconds, queue.meanSeconds(), 1e-9);
    assertEquals(10.0 / servers, queue.utilization(), 1e-12);
  }

  /**
   * An Erlang C table in an example on trunked radio (scribd.com/document/831962299, Table C): 8
   * channels carry 3.87 erlang with 5% of the calls delayed, 10 carry 4.08 with 1%.
   */
  @Test
  void agreesWithAPublishedTable() {
    assertTrue(ErlangC.waiting(8, 3.865) < 0.05 && ErlangC.waiting(8, 3.875) > 0.05);
    assertTrue(ErlangC.waiting(10, 4.075) < 0.01 && ErlangC.waiting(10, 4.085) > 0.01);
  }

  /** Logarithms by Erlang's recursion from 1 to S in 80-bit floats, with numpy. */
  @ParameterizedTest
  @CsvSource({
    "1000, 950, -2.6845278040132166",
    "1000, 500, -196.82693288541165",
    "10, 0.001, -84.18286535789655",
    "1000000, 999000, -1.4992239375762062",
    "10000000, 9999000, -0.4187273371819392",
    "10000000, 9995000, -2.642737814546514",
    "10000000, 9900000, -507.73135119544094"
  })
  void agreesWithTheRecursionUpToTenMillionServers(long servers, double load, double log) {
    assertEquals(log, ErlangC.logWaiting(servers, load), 1e-9 * Math.abs(log));
  }

  /** With a = S - b sqrt(a), C tends to 1 / (1 + b Phi(b) / phi(b)) (Halfin and Whitt, 1981). */
  @Test
  void tendsToTheLimitOfManyServers() {
    double limit = 1 / (1 + 0.8413447460685429 / 0.24197072451914337);
    assertEquals(limit, ErlangC.waiting(9_003_000, 9e6), 5e-4);
  }

  @Test
  void isTheUtilizationForOneServer() {
    for (double load : new double[] {1e-9, 0.3, 0.999999}) {
      assertEquals(load, ErlangC.waiting(1, load), 1e-12 * load);
    }
  }

  @Test
  void fallsWithServersAndRisesWithLoad() {
    for (double load : new double[] {0.5, 7.3, 420, 12_345.6}) {
      double before = 0;
      for (long servers = (long) load + 1; servers < load + 40; servers++) {
        double log = ErlangC.logWaiting(servers, load);
        assertTrue(log < before, servers + " servers, load " + load);
        assertTrue(log < ErlangC.logWaiting(servers, load + (servers - load) / 2));
        before = log;
      }
    }
  }

  @Test
  void standsExtremes() {
    assertEquals(0, ErlangC.logWaiting(5, Math.nextDown(5.0)), 1e-14);
    // For a small load C is a^S / S!.
    double logFactorial = 0;
    for (int k = 2; k <= 1000; k++) {
      logFactorial += Math.log(k);
    }
    double log = 1000 * Math.log(1e-100) - logFactorial;
    assertEquals(log, ErlangC.logWaiting(1000, 1e-100), 1e-9 * -log);
    assertTrue(ErlangC.logWaiting(10_000_000, 1) < -1e8);
    assertEquals(0, ErlangC.waiting(10_000_000, 1));
  }

  @Test
  void refusesWhatHasNoSteadyState() {
    refused("give it at least 11", () -> ErlangC.waiting(10, 10));
    refused("give it at least 11", () -> ErlangC.waiting(3, 10.5));
    refused("servers must be at least 1", () -> ErlangC.waiting(0, 0.5));
    refused("servers must be at most 10000000", () -> ErlangC.waiting(10_000_001, 5));
    refused("load must be finite and greater than zero", () -> ErlangC.waiting(10, -1));
    refused("load must be finite and greater than zero", () -> ErlangC.waiting(10, Double.NaN));
    refused("load must be at least 1.0E-100", () -> ErlangC.waiting(10, 1e-200));
  }

  private static void refused(String expected, Executable code) {
    String message = assertThrows(IllegalArgumentException.class, code).getMessage();
    assertTrue(message.contains(expected), message);
  }
}
