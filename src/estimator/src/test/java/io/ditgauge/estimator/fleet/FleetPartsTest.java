package io.ditgauge.estimator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.fleet.Objective.All;
import io.ditgauge.estimator.fleet.Objective.DoneWithin;
import io.ditgauge.estimator.fleet.Objective.MostWithin;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Expected numbers are computed by hand, or drawn, as each test says. */
class FleetPartsTest {
  private static final Service CONSTANT = new Service(100, 0);

  /** Lognormal of mean 1 and deviation 0.1: exp(-s^2/2 + 2.32635 s) with s^2 = ln 1.01. */
  @Test
  void aReserveForDaysIsAQuantileOfTheLognormal() {
    assertEquals(1.254932, new Reserve(0.1, 0.99, 0, 1, 0.5).dayFactor(), 1e-5);
    assertEquals(1, Reserve.NONE.dayFactor());
    assertEquals(1, Reserve.NONE.minuteFactor(60));
    // The median of a lognormal lies below its mean; nobody builds for less than the mean.
    assertEquals(1, new Reserve(0.5, 0.5, 0, 1, 0.5).dayFactor());
  }

  /** With T = c the variance of the mean is the share 2 (1 - (1 - 1/e)) = 2/e. */
  @Test
  void jobsSmoothBurstsThatAreShorterThanThey() {
    Reserve reserve = new Reserve(0, 0.5, 0.1, 600, 0.99);
    assertEquals(0.1 * Math.sqrt(2 / Math.E), reserve.loadDeviation(600), 1e-12);
    assertEquals(1 + 2.326348 * 0.1 * Math.sqrt(2 / Math.E), reserve.minuteFactor(600), 1e-6);
    assertEquals(0.1, reserve.loadDeviation(1e-6), 1e-9);
    double before = 0.1;
    for (double seconds = 1e-4; seconds < 1e6; seconds *= 3) {
      double deviation = reserve.loadDeviation(seconds);
      assertTrue(deviation <= before, "seconds=" + seconds);
      before = deviation;
    }
  }

  /** Steps of an autoregression with the same correlation, averaged over a job's time. */
  @Test
  void theSmoothingIsThatOfASimulatedRate() {
    int seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    int window = 100;
    double keep = Math.exp(-1.0 / 50);
    double[] sums = new double[400_001];
    double rate = 0;
    for (int i = 1; i < sums.length; i++) {
      rate = keep * rate + Math.sqrt(1 - keep * keep) * random.nextGaussian();
      sums[i] = sums[i - 1] + rate;
    }
    double squares = 0;
    int count = sums.length - window;
    for (int i = 0; i < count; i++) {
      double mean = (sums[i + window] - sums[i]) / window;
      squares += mean * mean / count;
    }
    double expected = new Reserve(0, 0.5, 1, 50, 0.99).loadDeviation(100);
    assertEquals(expected, Math.sqrt(squares), 0.05 * expected, "seed=" + seed);
  }

  /** Phi(1) = 0.841345, phi(1) = 0.241971. */
  @Test
  void theSquareRootRuleIsHalfinsAndWhitts() {
    assertEquals(1, SquareRoot.waiting(0), 1e-12);
    assertEquals(1 / (1 + 0.841345 / 0.241971), SquareRoot.waiting(1), 1e-5);
  }

  @Test
  void theSquareRootRuleIsCloseToErlangsFormula() {
    for (double load : new double[] {100, 1000, 20_000}) {
      for (double seconds : new double[] {0, 1, 30}) {
        Traffic traffic = Traffic.poisson(load / 100, CONSTANT);
        MostWithin most = new MostWithin(seconds, 0.05);
        double exact = (double) Sizing.servers(traffic, most);
        assertEquals(exact, (double) SquareRoot.servers(traffic, most), 3, load + " " + seconds);
      }
    }
  }

  /** Tries of 100 s of which one in ten fails: 0.1 have two or more, 0.01 three or more. */
  @Test
  void aFailedTryRunsAgain() {
    assertEquals(1, new DoneWithin(99, 0.5, CONSTANT, 0.1).late(WaitingTimes.NONE), 1e-12);
    assertEquals(0.1, new DoneWithin(100, 0.5, CONSTANT, 0.1).late(WaitingTimes.NONE), 1e-12);
    assertEquals(0.01, new DoneWithin(250, 0.5, CONSTANT, 0.1).late(WaitingTimes.NONE), 1e-12);
    assertEquals(0, new DoneWithin(100, 0.5, CONSTANT, 0).late(WaitingTimes.NONE));
    // Exponential times: exp(-1) are later than the mean, in steps of a sixteenth.
    Service exponential = new Service(100, 1);
    double late = new DoneWithin(100, 0.5, exponential, 0).late(WaitingTimes.NONE);
    assertEquals(Math.exp(-1), late, 1.0 / 16);
  }

  /** A job of constant time ends within 130 s if and only if it starts within 30 s. */
  @Test
  void anEndInTimeIsAStartInTimeWhereJobsTakeEquallyLong() {
    Traffic traffic = Traffic.poisson(0.5, CONSTANT);
    long start = Sizing.servers(traffic, new MostWithin(30, 0.05));
    long end = Sizing.servers(traffic, new DoneWithin(130, 0.05, CONSTANT, 0));
    assertEquals(start, end);
    long strict = Sizing.servers(traffic, new MostWithin(1, 0.05));
    assertEquals(
        strict,
        Sizing.servers(
            traffic,
            new All(List.of(new MostWithin(1, 0.05), new DoneWithin(130, 0.05, CONSTANT, 0)))));
    assertTrue(strict > start);
  }

  @Test
  void saysWhyNoFleetKeepsAPromise() {
    Traffic traffic = Traffic.poisson(0.5, CONSTANT);
    Objective late = new DoneWithin(90, 0.05, CONSTANT, 0);
    refused("a try takes 100.0 s", () -> Sizing.servers(traffic, late));
    refused("no fleet, however large", () -> Sizing.servers(traffic, new All(List.of(late))));
    Objective tries = new DoneWithin(150, 0.05, CONSTANT, 0.1);
    refused("the share 0.1 of tries fails", () -> Sizing.servers(traffic, tries));
  }

  /** Busy for 12 hours with a load of 2, then idle: the mean is 1. */
  @Test
  void deferredJobsFillTheValleys() {
    Demand day = new Demand(0.01, halfDay(), 1, 1);
    assertEquals(2, Deferral.NONE.load(day, 100), 1e-9);
    assertEquals(1, new Deferral(1, 24).load(day, 100), 1e-9);
    // What came until noon, 24, is done by 18 o'clock: 18 C = 24.
    assertEquals(4.0 / 3, new Deferral(1, 6).load(day, 100), 1e-9);
    // Half of it: what came until 6 o'clock, 6, is done by noon beside a load of 1: 12 (C - 1) = 6.
    assertEquals(1.5, new Deferral(0.5, 6).load(day, 100), 1e-9);
    Demand cosine = Demand.cosine(0.01, 1.8);
    assertEquals(1, new Deferral(1, 24).load(cosine, 100), 1e-9);
    assertEquals(1.26, new Deferral(0.3, 24).load(cosine, 100), 1e-9);
  }

  private static List<Double> halfDay() {
    return IntStream.range(0, 24).mapToObj(hour -> hour < 12 ? 2.0 : 0.0).toList();
  }

  @Test
  void fitsADayToItsBusiestHour() {
    for (double ratio : new double[] {1, 1.5, 2, 2.001, 3, 8, 20, 23.9}) {
      Demand day = Demand.fitted(5, ratio);
      assertEquals(ratio, day.busiestOverMean(), 1e-9 * ratio);
      double mean = IntStream.range(0, 24).mapToDouble(day::jobsPerSecond).average().orElseThrow();
      assertEquals(5, mean, 1e-9);
    }
    refused("busiestOverMean=24.0", () -> Demand.fitted(5, 24));
    refused("busiestOverMean=0.9", () -> Demand.fitted(5, 0.9));
    refused("busiestOverMean=NaN", () -> Demand.fitted(5, Double.NaN));
  }

  /** Up for 950 of 950 + 49.5 + 0.5 hours. */
  @Test
  void aServerIsDownUntilItHasLoadedItsModel() {
    assertEquals(0.95, Availability.ofFailures(950, 49.5, 1800, 0.9).share(), 1e-12);
    Availability availability = new Availability(0.9, 0.99);
    for (long needed : new long[] {1, 8, 100, 12_345}) {
      assertEquals(needed, availability.served(availability.installed(needed)));
      assertEquals(needed - 1, availability.served(availability.installed(needed) - 1));
    }
  }

  @Test
  void refusesBadInputWithTheCure() {
    refused("daySpread", () -> new Reserve(-0.1, 0.9, 0, 1, 0.9));
    refused("dayQuantile=1.0; 0.99 for", () -> new Reserve(0.1, 1, 0, 1, 0.9));
    refused("minuteQuantile=0.1", () -> new Reserve(0.1, 0.9, 0, 1, 0.1));
    refused("burstSeconds", () -> new Reserve(0.1, 0.9, 0, 0, 0.9));
    refused("share=1.1; 0.3 for", () -> new Deferral(1.1, 24));
    refused("hours=0", () -> new Deferral(0.5, 0));
    refused("day=0.9; 1 for", () -> new Margins(0.9, 1, 0));
    refused("minute=NaN", () -> new Margins(1, Double.NaN, 0));
    refused("spare", () -> new Margins(1, 1, -0.1));
    refused("failed=1.0", () -> new DoneWithin(1, 0.5, CONSTANT, 1));
    refused("probability=0.0", () -> new DoneWithin(1, 0, CONSTANT, 0));
  }

  private static void refused(String expected, Executable code) {
    String message = assertThrows(IllegalArgumentException.class, code).getMessage();
    assertTrue(message.contains(expected), message);
  }
}
