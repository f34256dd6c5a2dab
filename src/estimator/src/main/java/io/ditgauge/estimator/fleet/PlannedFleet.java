package io.ditgauge.estimator.fleet;

/**
 * A fleet with all its reserves, where some jobs may be done later.
 *
 * <p>Jobs that cannot wait keep their promise at the peak with the margins of day and minute. Those
 * that can are work that fits into what is left of the hours (see {@link Deferral}), with the
 * margin of the day alone: a burst of minutes is over before their deadline. Whichever needs more
 * servers decides, so that to defer jobs never needs more.
 *
 * @param servers servers that have to be up
 * @param installed servers that are installed, with those that are down and spare ones
 * @param gpus GPUs of the installed servers
 * @param busyGpus GPUs that work, mean of a mean day
 */
public record PlannedFleet(long servers, long installed, long gpus, double busyGpus) {
  /**
   * Plans the fleet.
   *
   * @throws IllegalArgumentException if no fleet keeps the promise, with the reason
   */
  public static PlannedFleet of(FleetQuestion question, Margins margins, Deferral deferral) {
    long servers = Math.max(atOnce(question, margins, deferral), work(question, margins, deferral));
    long installed =
        (long) Math.ceil(question.availability().installed(servers) * (1 + margins.spare()));
    double load = question.demand().jobsPerSecond() * question.service().meanSeconds();
    return new PlannedFleet(
        servers,
        installed,
        Math.multiplyExact(installed, question.gpusPerServer()),
        load * question.gpusPerServer());
  }

  private static long atOnce(FleetQuestion question, Margins margins, Deferral deferral) {
    if (deferral.share() == 1) {
      return 1;
    }
    Demand all = question.demand();
    Demand demand =
        all.withRate(all.jobsPerSecond() * (1 - deferral.share()))
            .withPeak(margins.day() * margins.minute());
    return Sizing.servers(question.with(demand).peak(), question.objective());
  }

  private static long work(FleetQuestion question, Margins margins, Deferral deferral) {
    if (deferral.share() == 0) {
      return 1;
    }
    double load = deferral.load(question.demand(), question.service().meanSeconds());
    return Sizing.leastStable(load * question.demand().peakFactor() * margins.day());
  }

  /** Share of the installed GPUs that work over a mean day; the rest is billed and idle. */
  public double utilization() {
    return busyGpus / gpus;
  }
}
