package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Jobs of users that act alone (Poisson), at a rate that changes over a period, usually a day.
 *
 * @param jobsPerSecond mean over the period
 * @param seconds the period
 * @param weights rates of equal parts of the period; any scale; a minute has the rate at its start
 * @param bursts what the rate does beside that
 * @param service how long a job takes
 */
public record DayTraffic(
    double jobsPerSecond, double seconds, List<Double> weights, Bursts bursts, Service service) {
  /** Seconds of a day. */
  public static final double DAY = 86_400;

  private static final double MOST_SECONDS = 366 * DAY;

  /** Validates the numbers and copies the weights. */
  public DayTraffic {
    Values.positive("jobsPerSecond", jobsPerSecond);
    Values.positive("seconds of the period", seconds);
    if (seconds > MOST_SECONDS) {
      throw new IllegalArgumentException(
          "a simulated period is at most a year: seconds="
              + seconds
              + "; give fewer jobs, more servers or a higher load");
    }
    weights = List.copyOf(weights);
    weights.forEach(weight -> Values.notNegative("weight of a part of the period", weight));
    Values.positive("sum of the weights", sum(weights));
    Objects.requireNonNull(bursts, "traffic needs bursts, or Bursts.NONE");
    Objects.requireNonNull(service, "traffic needs service times");
  }

  /**
   * A period that rises and falls as a cosine, in 24 steps.
   *
   * @param jobs mean number in the period
   * @param peakToMean rate of the busiest step over the mean; from 1 to 2
   */
  public static DayTraffic cosine(
      double jobs, double seconds, double peakToMean, Bursts bursts, Service service) {
    double rate = Values.positive("jobs", jobs) / Values.positive("seconds", seconds);
    Demand shape = Demand.cosine(1, peakToMean);
    return new DayTraffic(rate, seconds, shape.hourlyWeights(), bursts, service);
  }

  /**
   * The period over which so many jobs keep servers busy for a share of the time.
   *
   * @param load the share; above 1 a line grows
   */
  public static double seconds(double jobs, Service service, int servers, double load) {
    Values.positive("jobs", jobs);
    Values.atLeast("servers", servers, 1);
    return jobs * service.meanSeconds() / servers / Values.positive("load", load);
  }

  /** Servers that are busy on average if there are enough. */
  public double load() {
    return jobsPerSecond * service.meanSeconds();
  }

  /** The same in the busiest part of the period, bursts aside. */
  public double peakLoad() {
    return load() * Collections.max(weights) * weights.size() / sum(weights);
  }

  /** Rate of a second of the period, bursts aside. */
  double rateAt(double second) {
    int part = (int) (Math.max(0, second) / seconds * weights.size());
    double weight = weights.get(Math.min(part, weights.size() - 1));
    return jobsPerSecond * weight * weights.size() / sum(weights);
  }

  private static double sum(List<Double> weights) {
    return weights.stream().mapToDouble(Double::doubleValue).sum();
  }
}
