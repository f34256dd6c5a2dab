package io.ditgauge.estimator.fleet;

/** How long jobs wait before a server takes them. */
public interface WaitingTimes {
  /** No job waits, as in a fleet without end. */
  WaitingTimes NONE =
      new WaitingTimes() {
        @Override
        public double exceeds(double seconds) {
          return 0;
        }

        @Override
        public double meanSeconds() {
          return 0;
        }
      };

  /** The probability of waiting longer than that. */
  double exceeds(double seconds);

  /** The mean wait of all jobs, also of those that do not wait. */
  double meanSeconds();
}
