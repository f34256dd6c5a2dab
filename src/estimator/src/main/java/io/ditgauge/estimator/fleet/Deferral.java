package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;

/**
 * Jobs that may be done later, in the valleys of the day.
 *
 * <p>A fluid of work over equal days: what cannot wait is served at once, the rest in the order of
 * arrival by what is left of the fleet, each within its deadline. Left out: that a job which waits
 * cannot be cut into pieces, so that others may have to wait for it.
 *
 * @param share of all jobs that may wait; from 0 to 1
 * @param hours within which they are done; whole hours, at least 1
 */
public record Deferral(double share, int hours) {
  /** No job may wait. */
  public static final Deferral NONE = new Deferral(0, 1);

  private static final int HALVINGS = 50;
  private static final int MOST_HOURS = 24 * 7;

  /** Validates the numbers. */
  public Deferral {
    Values.notNegative("share of deferred jobs", share);
    if (share > 1) {
      throw new IllegalArgumentException(
          "a share of jobs that may wait lies between 0 and 1: share="
              + share
              + "; 0.3 for three in ten");
    }
    if (hours < 1 || hours > MOST_HOURS) {
      throw new IllegalArgumentException(
          "jobs that may wait are done within 1 to " + MOST_HOURS + " hours: hours=" + hours);
    }
  }

  /** The least servers, not rounded, that do the work of every hour of a mean day in time. */
  public double load(Demand demand, double serviceSeconds) {
    double[] loads = new double[Demand.HOURS];
    double most = 0;
    double mean = 0;
    for (int hour = 0; hour < loads.length; hour++) {
      loads[hour] = demand.jobsPerSecond(hour) * serviceSeconds;
      most = Math.max(most, loads[hour]);
      mean += loads[hour] / loads.length;
    }
    double low = Math.max(mean, (1 - share) * most);
    double high = most;
    if (share == 0) {
      return high;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = low + (high - low) / 2;
      if (isEnough(loads, middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** Whether so many servers do all in time, from an empty start until days repeat. */
  private boolean isEnough(double[] loads, double servers) {
    int days = hours / Demand.HOURS + 3;
    int last = days * Demand.HOURS;
    double[] came = new double[last + 1];
    double done = 0;
    for (int t = 0; t < last; t++) {
      double load = loads[t % Demand.HOURS];
      came[t + 1] = came[t] + share * load;
      done = Math.min(came[t + 1], done + servers - (1 - share) * load);
      int due = t + 1 - hours;
      if (due >= 0 && done < came[due] * (1 - 1e-12)) {
        return false;
      }
    }
    return true;
  }
}
