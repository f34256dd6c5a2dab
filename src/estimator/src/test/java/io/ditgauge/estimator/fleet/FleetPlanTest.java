package io.ditgauge.estimator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.fleet.FleetPlan.HeadRoom;
import io.ditgauge.estimator.fleet.Objective.MeanWithin;
import io.ditgauge.estimator.fleet.Objective.MostWithin;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FleetPlanTest {
  private static final Service MINUTE = new Service(720, 1);
  private static final Objective PATIENT = new MostWithin(60, 0.01);
  private static final double DAY = 86_400;

  /** The article: 14.95e6 minutes each day at 5 minutes in an H100-hour, doubled for peaks. */
  @Test
  void needsTheArticlesFactorOnlyIfThePeakIsTwiceTheMean() {
    FleetPlan plan = plan(Demand.flat(14.95e6 / DAY, 2), MINUTE, PATIENT);
    double load = 14.95e6 / 120;
    assertEquals(2 * load, plan.peak().traffic().load(), 1e-6);
    // In so large a fleet a server comes free every few milliseconds: waiting adds nothing.
    assertEquals(2, plan.headRoom().total(), 2e-3);
    assertTrue(plan.servers() > 2 * load);
    assertEquals(1, plan.headRoom().overArticle(), 1e-3);
    assertEquals(0.5, plan.meanUtilization(), 1e-3);
  }

  @Test
  void needsLessThanTheArticlesFactorOnAMilderDay() {
    HeadRoom headRoom = plan(Demand.cosine(14.95e6 / DAY, 1.5), MINUTE, PATIENT).headRoom();
    assertEquals(1.5, headRoom.day(), 1e-12);
    assertEquals(1.5, headRoom.total(), 2e-3);
    assertEquals(0.75, headRoom.overArticle(), 1e-3);
  }

  @Test
  void needsMoreThanTheArticlesFactorWhereTheFleetIsSmall() {
    HeadRoom headRoom = plan(Demand.flat(3 / 720.0, 1), MINUTE, PATIENT).headRoom();
    assertEquals(1, headRoom.day() * headRoom.peak());
    assertTrue(headRoom.waiting() > HeadRoom.ARTICLE, headRoom.toString());
    assertTrue(headRoom.overArticle() > 1);
  }

  @Test
  void isTheSmallestThatKeepsThePromise() {
    for (double load : new double[] {0.01, 0.9, 5, 77.7, 4321, 54_321.9}) {
      for (double variation : new double[] {0.2, 1, 2.5}) {
        for (Objective objective :
            List.of(PATIENT, new MostWithin(0, 0.5), new MostWithin(0, 1e-9), new MeanWithin(5))) {
          Traffic traffic = Traffic.poisson(load / 720, new Service(720, variation));
          long servers = Sizing.servers(traffic, objective);
          assertTrue(objective.isMet(new Queue(traffic, servers)));
          if (servers > load + 1) {
            assertFalse(objective.isMet(new Queue(traffic, servers - 1)), objective + " " + load);
          }
        }
      }
    }
  }

  @Test
  void findsTheSmallestWhereverTheSearchStarts() {
    for (long least : new long[] {10, 11, 37, 1000}) {
      for (long likely : new long[] {0, 10, 36, 37, 38, 500, 1000, 5000}) {
        assertEquals(
            least,
            Sizing.smallest(new Sizing.Range(10, 1000, likely), it -> it >= least, "of these"),
            "from " + likely);
      }
    }
    for (Sizing.Range range : List.of(new Sizing.Range(10, 1000, 40), new Sizing.Range(10, 9))) {
      assertTrue(
          assertThrows(
                  IllegalArgumentException.class,
                  () -> Sizing.smallest(range, it -> false, "of these"))
              .getMessage()
              .startsWith("not enough with " + range.to()));
    }
  }

  @Test
  void growsWithDemandVariationAndStrictness() {
    long base = servers(20, 1, PATIENT);
    assertTrue(servers(21, 1, PATIENT) > base);
    assertTrue(servers(20, 2, PATIENT) > base);
    assertTrue(servers(20, 1, new MostWithin(60, 0.001)) > base);
    assertTrue(servers(20, 1, new MostWithin(30, 0.01)) >= base);
    assertTrue(servers(20, 1, new MostWithin(0, 0.01)) > base);
    double before = Double.POSITIVE_INFINITY;
    for (double load = 1; load < 2e6; load *= 8) {
      double factor = servers(load, 1, PATIENT) / load;
      assertTrue(factor < before, "load " + load);
      before = factor;
    }
  }

  private static long servers(double load, double variation, Objective objective) {
    return Sizing.servers(Traffic.poisson(load / 720, new Service(720, variation)), objective);
  }

  @Test
  void spreadsTheDayOverItsHours() {
    Demand demand = Demand.cosine(100 / 720.0, 1.8);
    FleetPlan plan = plan(demand, MINUTE, PATIENT);
    assertEquals(24, plan.utilizationByHour().size());
    assertEquals(plan.peak().utilization(), plan.utilizationByHour().get(12), 1e-12);
    assertEquals(20.0 / plan.servers(), plan.utilizationByHour().get(0), 1e-12);
    assertEquals(100.0 / plan.servers(), plan.meanUtilization(), 1e-12);
    List<Double> office =
        IntStream.range(0, 24).mapToObj(hour -> hour >= 8 && hour < 16 ? 3.0 : 0.0).toList();
    Demand worked = new Demand(10, office, 1.2, 1);
    assertEquals(3, worked.busiestOverMean(), 1e-12);
    assertEquals(36, worked.peakJobsPerSecond(), 1e-12);
    assertEquals(0, worked.jobsPerSecond(7));
  }

  /** By the binomial formula and, for many, its normal limit. */
  @Test
  void keepsAReserveForServersThatAreDown() {
    // Of 9, at least 8 are up with 0.9^9 + 9 0.9^8 0.1 = 0.7748; of 10 with 0.9298; of 11 0.9815.
    assertEquals(9, new Availability(0.9, 0.77).installed(8));
    assertEquals(10, new Availability(0.9, 0.78).installed(8));
    assertEquals(10, new Availability(0.9, 0.9298).installed(8));
    assertEquals(11, new Availability(0.9, 0.93).installed(8));
    assertEquals(8, Availability.PERFECT.installed(8));
    // Of many the mean decides: N share - z sqrt(N share (1 - share)) = needed, z(0.999) = 3.09.
    double installed = new Availability(0.95, 0.999).installed(1_000_000);
    assertEquals(1_000_000, 0.95 * installed - 3.0902 * Math.sqrt(installed * 0.95 * 0.05), 2);
  }

  @Test
  void countsInstalledGpus() {
    FleetQuestion question =
        new FleetQuestion(
            Demand.flat(8 / 720.0, 1.5), MINUTE, PATIENT, new Availability(0.9, 0.99), 8);
    FleetPlan plan = FleetPlan.of(question);
    assertTrue(plan.installed() > plan.servers());
    assertEquals(8 * plan.installed(), plan.gpus());
    assertEquals(plan.installed() / 8.0, plan.headRoom().total(), 1e-12);
    assertEquals(12, plan.peak().traffic().load(), 1e-12);
  }

  @Test
  void refusesBadInputWithTheCure() {
    refused("jobsPerSecond must be finite and greater", () -> Demand.flat(-1, 1));
    refused("jobsPerSecond must be finite and greater", () -> Demand.flat(Double.NaN, 1));
    refused("peakFactor=0.5", () -> Demand.flat(1, 0.5));
    refused("peakFactor=NaN", () -> Demand.flat(1, Double.NaN));
    refused("24 hourly weights: weights=1", () -> new Demand(1, List.of(1.0), 1, 1));
    refused("sum of the hourly weights", () -> new Demand(1, Collections.nCopies(24, 0.0), 1, 1));
    refused("hourly weight must", () -> new Demand(1, Collections.nCopies(24, -1.0), 1, 1));
    refused("busiestOverMean=2.1", () -> Demand.cosine(1, 2.1));
    refused("arrivalVariation", () -> new Traffic(1, -1, MINUTE));
    refused("meanSeconds of a service", () -> new Service(0, 1));
    refused("variation of a service", () -> new Service(1, Double.NaN));
    for (double p : new double[] {0, 1, -0.1, Double.NaN}) {
      refused("between 0 and 1: probability=" + p, () -> new MostWithin(1, p));
    }
    refused("seconds of an objective", () -> new MostWithin(-1, 0.5));
    refused("seconds of an objective", () -> new MeanWithin(0));
    refused("share=1.5", () -> new Availability(1.5, 0.9));
    refused("share=NaN", () -> new Availability(Double.NaN, 0.9));
    refused("confidence=1.0", () -> new Availability(0.9, 1));
    refused("needed=0", () -> new Availability(0.9, 0.9).installed(0));
    refused("not enough with 10000000", () -> plan(Demand.flat(2e4, 1), MINUTE, PATIENT));
    refused(
        "not enough with 10000000",
        () -> plan(Demand.flat(9_999_999.9 / 720, 1), MINUTE, new MeanWithin(1e-9)));
    refused(
        "gpusPerServer must be at least 1",
        () -> new FleetQuestion(Demand.flat(1, 1), MINUTE, PATIENT, Availability.PERFECT, 0));
    refused("seconds must", () -> new Queue(Traffic.poisson(1, MINUTE), 800).exceeds(-1));
  }

  private static void refused(String expected, Executable code) {
    String message = assertThrows(IllegalArgumentException.class, code).getMessage();
    assertTrue(message.contains(expected), message);
  }

  private static FleetPlan plan(Demand demand, Service service, Objective objective) {
    return FleetPlan.of(new FleetQuestion(demand, service, objective, Availability.PERFECT, 1));
  }
}
