package io.ditgauge.estimator.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.fleet.Objective.MostWithin;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Laws of fleets that hold for any numbers; each case is drawn with a seed, which it prints. */
class PlannedFleetTest {
  private static final int CASES = 60;

  /** A drawn question with margins and deferral. */
  private record Case(
      long seed,
      FleetQuestion question,
      Margins margins,
      Deferral deferral,
      SplittableRandom random) {
    static Case of(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      double seconds = between(random, 1, 1000);
      double load = between(random, 0.5, 20_000);
      double[] variations = {0, 0.3, 1};
      FleetQuestion question =
          new FleetQuestion(
              Demand.fitted(load / seconds, between(random, 1, 3)),
              new Service(seconds, variations[random.nextInt(3)]),
              new MostWithin(between(random, 1, 600), between(random, 0.001, 0.3)),
              random.nextBoolean() ? Availability.PERFECT : new Availability(0.97, 0.999),
              1 + random.nextInt(8));
      Margins margins =
          new Margins(
              between(random, 1, 1.5), between(random, 1, 1.5), between(random, 0.001, 0.1));
      Deferral deferral = new Deferral(between(random, 0.01, 1), 1 + random.nextInt(48));
      return new Case(seed, question, margins, deferral, random);
    }

    long gpus() {
      return gpus(question);
    }

    long gpus(FleetQuestion other) {
      return PlannedFleet.of(other, margins, Deferral.NONE).gpus();
    }

    long deferred(Deferral other) {
      return PlannedFleet.of(question, margins, other).gpus();
    }

    FleetQuestion times(double factor) {
      Demand demand = question.demand();
      return question.with(demand.withRate(demand.jobsPerSecond() * factor));
    }

    FleetQuestion promising(MostWithin objective) {
      return asked(question.demand(), question.service(), objective);
    }

    FleetQuestion asked(Demand demand, Service service, MostWithin objective) {
      return new FleetQuestion(
          demand, service, objective, question.availability(), question.gpusPerServer());
    }

    MostWithin promise() {
      return (MostWithin) question.objective();
    }

    @Override
    public String toString() {
      return "seed=" + seed + ": " + question + ", " + margins + ", " + deferral;
    }
  }

  /** Even in the logarithm. */
  private static double between(SplittableRandom random, double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  private static void always(Consumer<Case> law) {
    for (long seed = 1; seed <= CASES; seed++) {
      law.accept(Case.of(seed));
    }
  }

  @Test
  void moreDemandNeverNeedsFewerGpus() {
    always(
        it -> {
          double factor = between(it.random(), 1.0001, 3);
          assertTrue(it.gpus(it.times(factor)) >= it.gpus(), it + " x " + factor);
        });
  }

  @Test
  void aStricterPromiseNeverNeedsFewerGpus() {
    always(
        it -> {
          MostWithin promise = it.promise();
          double shorter = promise.seconds() * it.random().nextDouble();
          double fewer = promise.probability() * (0.01 + 0.98 * it.random().nextDouble());
          MostWithin wait = new MostWithin(shorter, promise.probability());
          MostWithin share = new MostWithin(promise.seconds(), fewer);
          assertTrue(it.gpus(it.promising(wait)) >= it.gpus(), it + ", " + wait);
          assertTrue(it.gpus(it.promising(share)) >= it.gpus(), it + ", " + share);
        });
  }

  /** Powers of two, so that not even rounding changes. */
  @Test
  void theUnitOfTimeDoesNotMatter() {
    always(
        it -> {
          double unit = Math.scalb(1.0, it.random().nextInt(21) - 10);
          FleetQuestion question = it.question();
          Service service = question.service();
          FleetQuestion other =
              it.asked(
                  question.demand().withRate(question.demand().jobsPerSecond() / unit),
                  new Service(service.meanSeconds() * unit, service.variation()),
                  new MostWithin(it.promise().seconds() * unit, it.promise().probability()));
          assertEquals(it.gpus(), it.gpus(other), it + " in units of " + unit);
        });
  }

  /** Waits shrink where lines are joined (Smith and Whitt, Bell System Technical Journal 60). */
  @Test
  void aPooledFleetIsNeverLargerThanItsParts() {
    always(
        it -> {
          int parts = 2 + it.random().nextInt(8);
          long split = servers(it.question());
          assertTrue(servers(it.times(parts)) <= parts * split, it + " x " + parts);
          double share = 0.01 + 0.98 * it.random().nextDouble();
          long first = servers(it.times(share));
          long second = servers(it.times(1 - share));
          assertTrue(split <= first + second, it + " split at " + share);
        });
  }

  private static long servers(FleetQuestion question) {
    return PlannedFleet.of(question, Margins.NONE, Deferral.NONE).servers();
  }

  @Test
  void deferringNeverNeedsMoreGpus() {
    always(
        it -> {
          long deferred = it.deferred(it.deferral());
          assertTrue(deferred <= it.gpus(), it.toString());
          int hours = it.deferral().hours();
          Deferral longer = new Deferral(it.deferral().share(), hours + it.random().nextInt(24));
          assertTrue(it.deferred(longer) <= deferred, it + ", " + longer);
        });
  }

  @Test
  void moreReserveNeverNeedsFewerGpus() {
    always(
        it -> {
          long bare = PlannedFleet.of(it.question(), Margins.NONE, Deferral.NONE).gpus();
          assertTrue(it.gpus() >= bare, it.toString());
          assertEquals(bare, FleetPlan.of(it.question()).gpus(), it.toString());
        });
  }

  @Test
  void aFleetServesTheDemandForWhichItWasPlannedAndNotMuchMore() {
    always(
        it -> {
          long gpus = FleetPlan.of(it.question()).gpus();
          double jobs = Capacity.jobsPerSecond(it.question(), gpus);
          double planned = it.question().demand().jobsPerSecond();
          assertTrue(jobs >= planned * (1 - 1e-9), it.toString());
          assertTrue(FleetPlan.of(it.times(jobs / planned * (1 - 1e-9))).gpus() <= gpus, it + "");
          assertTrue(FleetPlan.of(it.times(jobs / planned * (1 + 1e-6))).gpus() > gpus, it + "");
        });
  }

  @Test
  void noGpuServesNothing() {
    Case it = Case.of(1);
    assertEquals(0, Capacity.jobsPerSecond(it.question(), 0));
  }

  /** Half of the day's jobs come in one hour: its load is 12 times the mean. */
  @Test
  void whatIsBilledIsIdleMostOfASteepDay() {
    FleetQuestion question =
        new FleetQuestion(
            Demand.fitted(100, 12),
            new Service(100, 0),
            new MostWithin(60, 0.05),
            Availability.PERFECT,
            8);
    PlannedFleet fleet = PlannedFleet.of(question, Margins.NONE, Deferral.NONE);
    assertEquals(80_000, fleet.busyGpus(), 1e-6);
    assertEquals(1.0 / 12, fleet.utilization(), 1e-4);
    PlannedFleet deferred = PlannedFleet.of(question, Margins.NONE, new Deferral(1, 24));
    assertEquals(1, deferred.utilization(), 0.001);
    Margins margins = Margins.of(new Reserve(0.1, 0.99, 0, 1, 0.5), question.service(), 0.1);
    PlannedFleet reserved = PlannedFleet.of(question, margins, Deferral.NONE);
    assertEquals(1.254932 * 1.1, (double) reserved.gpus() / fleet.gpus(), 1e-3);
  }
}
