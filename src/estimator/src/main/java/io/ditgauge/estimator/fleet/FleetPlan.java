package io.ditgauge.estimator.fleet;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The smallest fleet that keeps a promise.
 *
 * @param servers servers that have to be up
 * @param installed servers that have to be installed for it
 * @param gpus GPUs of the installed servers
 * @param peak the queue at the peak
 * @param utilizationByHour share of the servers that are busy, hour by hour of a mean day
 * @param headRoom why it is more than the mean load
 */
public record FleetPlan(
    long servers,
    long installed,
    long gpus,
    Queue peak,
    List<Double> utilizationByHour,
    HeadRoom headRoom) {
  /** Copies the list. */
  public FleetPlan {
    utilizationByHour = List.copyOf(utilizationByHour);
  }

  /**
   * The factors between the mean load and what is installed.
   *
   * @param day busiest hour over the mean of a day
   * @param peak the peak for which is built over the busiest hour
   * @param waiting servers over the load of the peak, so that jobs wait no longer than promised
   * @param reserve installed over needed servers
   */
  public record HeadRoom(double day, double peak, double waiting, double reserve) {
    /** The factor that the article takes for all of it, without evidence (its claim F8). */
    public static final double ARTICLE = 2;

    /** All of them: installed servers over the mean load. */
    public double total() {
      return day * peak * waiting * reserve;
    }

    /** The total over the article's factor. */
    public double overArticle() {
      return total() / ARTICLE;
    }
  }

  /**
   * Plans the fleet.
   *
   * @throws IllegalArgumentException if more than {@link ErlangC#MOST_SERVERS} would be needed
   */
  public static FleetPlan of(FleetQuestion question) {
    Traffic traffic = question.peak();
    long servers = Sizing.servers(traffic, question.objective());
    long installed = question.availability().installed(servers);
    double seconds = question.service().meanSeconds();
    List<Double> utilization =
        IntStream.range(0, Demand.HOURS)
            .mapToObj(hour -> question.demand().jobsPerSecond(hour) * seconds / servers)
            .toList();
    HeadRoom headRoom =
        new HeadRoom(
            question.demand().busiestOverMean(),
            question.demand().peakFactor(),
            servers / traffic.load(),
            (double) installed / servers);
    return new FleetPlan(
        servers,
        installed,
        Math.multiplyExact(installed, question.gpusPerServer()),
        new Queue(traffic, servers),
        utilization,
        headRoom);
  }

  /** Share of the servers that are busy over a mean day. */
  public double meanUtilization() {
    return utilizationByHour.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
