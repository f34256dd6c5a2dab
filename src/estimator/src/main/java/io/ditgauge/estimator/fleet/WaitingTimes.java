package io.ditgauge.estimator.fleet;

/** How long jobs wait before a server takes them. */
public interface WaitingTimes {
  /** The probability of waiting longer than that. */
  double exceeds(double seconds);

  /** The mean wait of all jobs, also of those that do not wait. */
  double meanSeconds();
}
