package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;
import java.util.Objects;

/**
 * Jobs that arrive at one steady rate.
 *
 * @param jobsPerSecond arrival rate
 * @param arrivalVariation standard deviation of the time between arrivals over its mean: 1 if each
 *     user acts alone (Poisson), more if they come in crowds
 * @param service how long a job takes
 */
public record Traffic(double jobsPerSecond, double arrivalVariation, Service service) {
  /** Validates the numbers. */
  public Traffic {
    Values.positive("jobsPerSecond", jobsPerSecond);
    Values.notNegative("arrivalVariation", arrivalVariation);
    Objects.requireNonNull(service, "traffic needs a service time");
    Values.positive("load", jobsPerSecond * service.meanSeconds());
  }

  /** Users that act each on their own. */
  public static Traffic poisson(double jobsPerSecond, Service service) {
    return new Traffic(jobsPerSecond, 1, service);
  }

  /** Servers that would be busy if no job waited (erlang). */
  public double load() {
    return jobsPerSecond * service.meanSeconds();
  }

  /** Half of the squared variations: 1 if both are exponential. */
  double spread() {
    return (arrivalVariation * arrivalVariation + service.variation() * service.variation()) / 2;
  }
}
