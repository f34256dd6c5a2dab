package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;

/**
 * How far above a mean day a fleet is built.
 *
 * @param day rate of the day for which it is built over the mean day's; at least 1
 * @param minute load of the minute for which it is built over the hour's; at least 1
 * @param spare GPUs kept in addition, as a share of those that are needed
 */
public record Margins(double day, double minute, double spare) {
  /** None. */
  public static final Margins NONE = new Margins(1, 1, 0);

  /** Validates the numbers. */
  public Margins {
    atLeastOne("day", day);
    atLeastOne("minute", minute);
    Values.notNegative("spare", spare);
  }

  private static void atLeastOne(String name, double value) {
    if (!(value >= 1 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          "a fleet is built for at least the mean: " + name + "=" + value + "; 1 for no margin");
    }
  }

  /** The margins of a reserve. */
  public static Margins of(Reserve reserve, Service service, double spare) {
    return new Margins(reserve.dayFactor(), reserve.minuteFactor(service.meanSeconds()), spare);
  }
}
