package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.fleet.Demand;
import io.ditgauge.estimator.fleet.FleetPlan;
import io.ditgauge.estimator.fleet.FleetQuestion;
import io.ditgauge.estimator.fleet.Objective;
import io.ditgauge.estimator.fleet.Queue;
import io.ditgauge.estimator.fleet.QueueSimulation;
import io.ditgauge.estimator.fleet.Traffic;
import java.util.function.IntPredicate;

/**
 * The formula of a fleet's queue beside simulations of it, at the traffic of the peak.
 *
 * <p>A large fleet is simulated as one of equal regions, each with its share of the traffic and the
 * fewest servers for it. Each simulation starts with free servers and lasts some hours of the peak;
 * the formula is of a peak without end. Where almost all of many servers are busy, a line takes
 * days to grow, and the simulation shows that the formula is on the safe side.
 *
 * @param regions equal parts of the fleet, of which one was simulated
 * @param servers of a region
 * @param hours of the peak that each simulation lasted
 * @param formula share of the jobs that wait longer than promised, by the formula
 * @param simulated the same of the simulated jobs
 * @param error standard error of that, from the spread over simulations
 */
public record SimulatedQueue(
    long regions, long servers, double hours, double formula, double simulated, double error) {
  /** How many simulations are made, each with draws of its own. */
  public static final int RUNS = 10;

  private static final long MOST_SERVERS = 20_000;
  private static final long JOBS_A_SERVER = 20;
  private static final long LEAST_JOBS = 20_000;
  private static final long SEED = 20_240_215;

  /**
   * Simulates the fleet of a question.
   *
   * @param plan the fleet that answers it
   * @param goesOn told how many simulations are done; ends them where it says no
   * @throws InterruptedException where it said no
   */
  public static SimulatedQueue of(FleetQuestion question, FleetPlan plan, IntPredicate goesOn)
      throws InterruptedException {
    double wait = question.objective() instanceof Objective.MostWithin it ? it.seconds() : 0;
    long regions = (plan.servers() + MOST_SERVERS - 1) / MOST_SERVERS;
    FleetQuestion region = region(question, regions);
    long servers = FleetPlan.of(region).servers();
    Traffic traffic = region.peak();
    int jobs = Math.toIntExact(Math.max(LEAST_JOBS, JOBS_A_SERVER * servers));
    double sum = 0;
    double squares = 0;
    for (int run = 0; run < RUNS; run++) {
      if (!goesOn.test(run)) {
        throw new InterruptedException("stopped after " + run + " simulations");
      }
      double late = new QueueSimulation(traffic, jobs, SEED + run).with(servers).exceeds(wait);
      sum += late;
      squares += late * late;
    }
    double variance = Math.max(0, squares - sum * sum / RUNS) / (RUNS - 1);
    return new SimulatedQueue(
        regions,
        servers,
        jobs / traffic.jobsPerSecond() / 3600,
        new Queue(traffic, servers).exceeds(wait),
        sum / RUNS,
        Math.sqrt(variance / RUNS));
  }

  private static FleetQuestion region(FleetQuestion whole, long regions) {
    Demand demand = whole.demand();
    return new FleetQuestion(
        new Demand(
            demand.jobsPerSecond() / regions,
            demand.hourlyWeights(),
            demand.peakFactor(),
            demand.arrivalVariation()),
        whole.service(),
        whole.objective(),
        whole.availability(),
        whole.gpusPerServer());
  }
}
