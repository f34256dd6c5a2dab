package io.ditgauge.estimator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.fleet.StationaryRuns.Found;
import io.ditgauge.estimator.fleet.StationaryRuns.Lines;
import io.ditgauge.estimator.fleet.StationaryRuns.Ratio;
import org.hipparchus.random.Well19937c;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Simulated jobs against exact formulas, from 1 to 100,000 servers and with (1 - load)
 * sqrt(servers) from 0.2 to 1, to 2% at three standard errors.
 *
 * <p>The line of many servers remembers for some to some hundred service times, each with as many
 * jobs as there are servers, so that a long simulation of 100,000 servers would need 1e9 to 1e11
 * jobs. Instead many short ones start in the steady state (see {@link StationaryRuns}), and each
 * test shows that the simulator keeps it over the horizon: the jobs that arrive then wait as often
 * and as long as the formula says. With exponential services the horizon is longer than the memory
 * for 1 server and for 10 with few exceptions, some service times for 100 and 1000 (where services
 * that are 1% too long are seen), and for more only several waits; there few services end that
 * began in the simulation, and that those have the right law rests on {@link
 * #drawsOfServicesAndGapsAreExponential} and on the simulations of few servers, since the code is
 * the same. Longer horizons are those of {@code -Dditgauge.long=true}. With constant services the
 * horizon is a service time, within which all that are served at the start end; {@link
 * DaySimulationTest} has longer ones for up to 100 servers.
 */
class StationaryQueueTest {
  private static final double CLOSE = 0.02;

  /** Servers, (1 - load) sqrt(servers), horizon in service times, simulations. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.2, 2000, 2400",
    "1, 0.5, 2000, 1000",
    "1, 0.8, 2000, 2000",
    "10, 0.2, 30, 13000",
    "10, 0.5, 20, 30000",
    "10, 1, 20, 50000",
    "100, 0.2, 5, 5000",
    "100, 0.5, 3, 18000",
    "100, 1, 0.6, 46000",
    "1000, 0.2, 3, 2600",
    "1000, 0.5, 0.7, 6000",
    "1000, 1, 0.2, 20000",
    "10000, 0.2, 0.5, 1100",
    "10000, 0.5, 0.15, 2500",
    "10000, 1, 0.06, 8000",
    "100000, 0.2, 0.1, 600",
    "100000, 0.5, 0.03, 1600",
    "100000, 1, 0.015, 4300"
  })
  void waitsAreErlangs(int servers, double gap, double horizon, int number) {
    StationaryRuns runs = new StationaryRuns(servers, gap, horizon, number);
    double waiting = ErlangC.waiting(servers, runs.load());
    Found found = runs.exponential(1);
    isClose(waiting, found.waiting(), found.what());
    isClose(waiting / (servers - runs.load()), found.meanWait(), found.what());
    double idle = 1 - runs.load() / servers;
    assertEquals(idle, found.idle().value(), 4 * found.idle().error(), found.what());
  }

  /** Only with {@code -Dditgauge.long=true}. */
  @ParameterizedTest
  @EnabledIfSystemProperty(named = "ditgauge.long", matches = "true")
  @CsvSource({
    "1000, 0.2, 10, 7000",
    "1000, 0.5, 2, 20000",
    "1000, 1, 1, 100000",
    "10000, 0.2, 3, 3000",
    "10000, 0.5, 1, 12000",
    "10000, 1, 0.5, 50000",
    "100000, 0.2, 1, 1500",
    "100000, 0.5, 0.3, 5000",
    "100000, 1, 0.1, 14000"
  })
  void waitsAreErlangsForLonger(int servers, double gap, double horizon, int number) {
    waitsAreErlangs(servers, gap, horizon, number);
  }

  /** Servers, (1 - load) sqrt(servers), simulations. */
  @ParameterizedTest
  @CsvSource({"1000, 0.2, 5500", "1000, 0.632455532033676, 55000", "10000, 0.2, 5500"})
  void linesOfConstantServicesAreSpitzers(int servers, double gap, int number) {
    StationaryRuns runs = new StationaryRuns(servers, gap, 1, number);
    ConstantServiceLine line = new ConstantServiceLine(servers, runs.load());
    Lines found = runs.constant();
    isClose(1 - line.shares()[0], found.some(), found.what());
    isClose(line.mean() / runs.load(), found.meanWait(), found.what());
  }

  /** Only with {@code -Dditgauge.long=true}. */
  @ParameterizedTest
  @EnabledIfSystemProperty(named = "ditgauge.long", matches = "true")
  @CsvSource({
    "1000, 1, 200000",
    "10000, 0.632455532033676, 80000",
    "10000, 1, 200000",
    "100000, 0.2, 8000",
    "100000, 0.632455532033676, 80000",
    "100000, 1, 200000"
  })
  void linesOfConstantServicesAreSpitzersForLonger(int servers, double gap, int number) {
    linesOfConstantServicesAreSpitzers(servers, gap, number);
  }

  @Test
  void servicesThatAreSlightlyTooLongAreSeen() {
    StationaryRuns runs = new StationaryRuns(1000, 0.2, 3, 2600);
    Found found = runs.exponential(1.01);
    double wait = ErlangC.waiting(1000, runs.load()) / (1000 - runs.load());
    Ratio longer = found.meanWait();
    assertTrue(longer.value() > (1 + CLOSE) * wait + 3 * longer.error(), found.what());
  }

  /** Of evenly spread uniform numbers: mean 1, mean square 2, a share of exp(-3) above 3. */
  @Test
  void drawsOfServicesAndGapsAreExponential() {
    int draws = 1 << 20;
    Well19937c even =
        new Well19937c(1) {
          private static final long serialVersionUID = 1;
          private long next;

          @Override
          public long nextLong() {
            return (next++ << 44) + (1L << 43);
          }
        };
    double sum = 0;
    double squares = 0;
    int above = 0;
    for (int draw = 0; draw < draws; draw++) {
      double time = ArrivalTimes.exponential(even);
      sum += time;
      squares += time * time;
      above += time > 3 ? 1 : 0;
    }
    assertEquals(1, sum / draws, 1e-6);
    assertEquals(2, squares / draws, 2e-5);
    assertEquals(Math.exp(-3), (double) above / draws, 2e-6);
  }

  /** The sums with Python's lgamma. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.7, 1.1666666666666667",
    "10, 0.90, 0.34458205037968176",
    "100, 0.95, 0.05344603912280156",
    "1000, 0.98, 0.01106018951172412",
    "100000, 0.998, 0.0011055007228052947"
  })
  void theExactWaitIsThatOfAnotherProgram(int servers, double busy, double wait) {
    double load = busy * servers;
    ConstantServiceLine line = new ConstantServiceLine(servers, load);
    assertEquals(wait, line.mean() / load, 1e-10 * wait);
    if (servers <= 1000) {
      double mean = 0;
      double all = 0;
      double[] shares = line.shares();
      for (int n = 0; n < shares.length; n++) {
        mean += n * shares[n];
        all += shares[n];
      }
      assertEquals(1, all, 1e-10);
      assertEquals(wait, mean / load, 1e-10 * wait);
    }
  }

  private static void isClose(double exact, Ratio found, String what) {
    String all = what + ", relative error " + found.error() / exact;
    assertTrue(3 * found.error() < CLOSE * exact, all);
    assertEquals(1, found.value() / exact, CLOSE, all);
  }
}
