package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.fleet.Demand;
import io.ditgauge.estimator.fleet.FleetPlan;
import io.ditgauge.estimator.fleet.FleetQuestion;
import io.ditgauge.estimator.fleet.Objective;
import io.ditgauge.estimator.fleet.Queue;
import io.ditgauge.estimator.fleet.Traffic;
import io.ditgauge.estimator.serving.FleetFigures;
import io.ditgauge.estimator.source.Figure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A day of the fleet that keeps the promise of a scenario, every input at its median.
 *
 * @param question what was asked
 * @param plan the fleet
 * @param hours its 24 hours
 */
public record FleetDay(FleetQuestion question, FleetPlan plan, List<Hour> hours) {
  private static final double DEVIATIONS = 10;

  /**
   * An hour.
   *
   * @param hour from 0 to 23
   * @param busyGpus GPUs that work, on average
   * @param busyShare of the GPUs that are needed
   * @param late share of the jobs that wait longer than promised; 0 where it is below 1e-20
   */
  public record Hour(int hour, double busyGpus, double busyShare, double late) {}

  /** Copies. */
  public FleetDay {
    hours = List.copyOf(hours);
  }

  /** The day of a scenario's figures, where it makes a promise and has a demand. */
  public static Optional<FleetDay> of(List<Figure> figures) {
    Map<String, Double> values = new HashMap<>();
    figures.forEach(figure -> values.put(figure.id(), figure.value()));
    if (values.getOrDefault("fleet.queue", 0.0) == 0) {
      return Optional.empty();
    }
    FleetQuestion question = FleetFigures.question(values);
    FleetPlan plan = FleetPlan.of(question);
    List<Hour> hours = new ArrayList<>();
    for (int hour = 0; hour < Demand.HOURS; hour++) {
      double jobs = question.demand().jobsPerSecond(hour);
      double busy = plan.utilizationByHour().get(hour);
      double late = late(question, plan.servers(), jobs);
      hours.add(new Hour(hour, busy * plan.servers() * question.gpusPerServer(), busy, late));
    }
    return Optional.of(new FleetDay(question, plan, hours));
  }

  private static double late(FleetQuestion question, long servers, double jobs) {
    double load = jobs * question.service().meanSeconds();
    // So many deviations above the load nobody waits, and the sum of the formula is long.
    if (load == 0 || servers - load > DEVIATIONS * Math.sqrt(load) + DEVIATIONS * DEVIATIONS) {
      return 0;
    }
    Traffic traffic = new Traffic(jobs, question.demand().arrivalVariation(), question.service());
    return new Queue(traffic, servers).exceeds(waitSeconds(question));
  }

  private static double waitSeconds(FleetQuestion question) {
    return question.objective() instanceof Objective.MostWithin most ? most.seconds() : 0;
  }

  /** The longest wait that keeps the promise. */
  public double waitSeconds() {
    return waitSeconds(question);
  }

  /** GPUs that have to be up. */
  public long neededGpus() {
    return plan.servers() * question.gpusPerServer();
  }

  /** The busiest hour. */
  public Hour busiest() {
    return hours.stream().reduce((a, b) -> b.busyGpus() > a.busyGpus() ? b : a).orElseThrow();
  }

  /** The quietest hour. */
  public Hour quietest() {
    return hours.stream().reduce((a, b) -> b.busyGpus() < a.busyGpus() ? b : a).orElseThrow();
  }
}
