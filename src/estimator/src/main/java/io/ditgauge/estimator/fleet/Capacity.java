package io.ditgauge.estimator.fleet;

/** The demand that a given fleet serves: the inverse of {@link FleetPlan}. */
public final class Capacity {
  private static final int HALVINGS = 45;

  private Capacity() {}

  /**
   * The largest mean rate of a day of the question's shape with which so many GPUs keep its
   * promise; 0 if they keep it with none.
   *
   * @param question all but its rate is used
   * @param gpus installed
   */
  public static double jobsPerSecond(FleetQuestion question, long gpus) {
    question.objective().refuseImpossible();
    long servers = question.availability().served(gpus / question.gpusPerServer());
    if (servers == 0) {
      return 0;
    }
    Demand one = question.demand().withRate(1);
    double low = 0;
    double high = servers / (question.service().meanSeconds() * one.peakJobsPerSecond());
    for (int i = 0; i < HALVINGS; i++) {
      double middle = low + (high - low) / 2;
      Traffic traffic = question.with(one.withRate(middle)).peak();
      boolean kept =
          traffic.load() < servers
              && question.objective().isMet(new Queue(traffic, servers).evaluated());
      if (kept) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
