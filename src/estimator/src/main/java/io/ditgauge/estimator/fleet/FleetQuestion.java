package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;
import java.util.Objects;

/**
 * How many GPUs keep a promise.
 *
 * @param demand the jobs over a day
 * @param service how long a job takes on a server
 * @param objective how long jobs may wait at the peak
 * @param availability the reserve for servers that are down
 * @param gpusPerServer GPUs that work on one job together
 */
public record FleetQuestion(
    Demand demand,
    Service service,
    Objective objective,
    Availability availability,
    long gpusPerServer) {
  /** Validates the parts. */
  public FleetQuestion {
    Objects.requireNonNull(demand, "a fleet needs a demand");
    Objects.requireNonNull(service, "a fleet needs a service time");
    Objects.requireNonNull(objective, "a fleet needs an objective");
    Objects.requireNonNull(availability, "a fleet needs an availability");
    Values.atLeast("gpusPerServer", gpusPerServer, 1);
  }

  /** The traffic of the peak. */
  public Traffic peak() {
    return new Traffic(demand.peakJobsPerSecond(), demand.arrivalVariation(), service);
  }

  /** The same of another demand. */
  public FleetQuestion with(Demand other) {
    return new FleetQuestion(other, service, objective, availability, gpusPerServer);
  }
}
