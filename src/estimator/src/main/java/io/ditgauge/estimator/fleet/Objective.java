package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;

/** How long jobs may wait. */
public sealed interface Objective {
  /** Whether these waiting times keep it. */
  boolean isMet(WaitingTimes times);

  /**
   * Few wait longer than so many seconds.
   *
   * @param seconds the longest good wait; 0 asks that few wait at all
   * @param probability the share of jobs that may wait longer; between 0 and 1
   */
  record MostWithin(double seconds, double probability) implements Objective {
    /** Validates the numbers. */
    public MostWithin {
      Values.notNegative("seconds of an objective", seconds);
      if (!(probability > 0 && probability < 1)) {
        throw new IllegalArgumentException(
            "the share of jobs that may wait longer must lie between 0 and 1: probability="
                + probability
                + "; 0.01 for one in a hundred");
      }
    }

    @Override
    public boolean isMet(WaitingTimes times) {
      return times.exceeds(seconds) <= probability;
    }
  }

  /**
   * The mean wait is at most so many seconds.
   *
   * @param seconds the longest good mean
   */
  record MeanWithin(double seconds) implements Objective {
    /** Validates the number. */
    public MeanWithin {
      Values.positive("seconds of an objective", seconds);
    }

    @Override
    public boolean isMet(WaitingTimes times) {
      return times.meanSeconds() <= seconds;
    }
  }
}
