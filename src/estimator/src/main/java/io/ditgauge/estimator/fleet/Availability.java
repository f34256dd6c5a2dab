package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * A reserve for servers that are down, each on its own.
 *
 * <p>Left out: failures that take many at once, as a switch or a data hall does.
 *
 * @param share share of the time that a server is up; above 0, at most 1
 * @param confidence how surely enough of them are to be up; between 0 and 1
 */
public record Availability(double share, double confidence) {
  /** Servers that are never down. */
  public static final Availability PERFECT = new Availability(1, 0.5);

  private static final double LEAST_SHARE = 0.01;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /** Validates the numbers. */
  public Availability {
    if (!(share >= LEAST_SHARE && share <= 1)) {
      throw new IllegalArgumentException(
          "the share of the time that a server is up must lie between "
              + LEAST_SHARE
              + " and 1: share="
              + share);
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "the confidence that enough servers are up must lie between 0 and 1: confidence="
              + confidence
              + "; 0.999 for all but one moment in a thousand");
    }
  }

  /**
   * Servers that fail every so often, and come back when they are mended and have loaded the model.
   *
   * @param failureHours mean time that a server is up
   * @param repairHours mean time until it is mended
   * @param loadSeconds time to load the model after it
   * @param confidence how surely enough of them are to be up
   */
  public static Availability ofFailures(
      double failureHours, double repairHours, double loadSeconds, double confidence) {
    Values.positive("failureHours", failureHours);
    Values.notNegative("repairHours", repairHours);
    Values.notNegative("loadSeconds", loadSeconds);
    double down = repairHours + loadSeconds / 3600;
    return new Availability(failureHours / (failureHours + down), confidence);
  }

  /** The most needed servers for which so many installed are enough; 0 if for none. */
  public long served(long installed) {
    if (installed < 1) {
      return 0;
    }
    if (share == 1) {
      return Math.min(installed, ErlangC.MOST_SERVERS);
    }
    long low = 0;
    long high = Math.min(installed, ErlangC.MOST_SERVERS);
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      if (isEnough((int) Math.min(installed, Integer.MAX_VALUE), (int) middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The fewest installed servers of which so many are up with the confidence. */
  public long installed(long needed) {
    if (needed < 1 || needed > ErlangC.MOST_SERVERS) {
      throw new IllegalArgumentException(
          "needed servers must lie between 1 and " + ErlangC.MOST_SERVERS + ": needed=" + needed);
    }
    return share == 1
        ? needed
        : Sizing.smallest(
            new Sizing.Range(needed, Integer.MAX_VALUE, likelyInstalled(needed)),
            installed -> isEnough((int) installed, (int) needed),
            "installed servers of which " + needed + " are up");
  }

  /** As if the servers that are up were normal, which they nearly are where they are many. */
  private long likelyInstalled(long needed) {
    double mean = needed / share;
    double deviation = Math.sqrt(mean * (1 - share)) / share;
    return Math.round(mean + deviation * NORMAL.inverseCumulativeProbability(confidence));
  }

  private boolean isEnough(int installed, int needed) {
    double tooFew = new BinomialDistribution(installed, share).cumulativeProbability(needed - 1);
    return tooFew <= 1 - confidence;
  }
}
