package io.ditgauge.estimator.fleet;

import io.ditgauge.estimator.run.Values;
import java.util.List;
import java.util.Objects;

/** How long jobs may wait, and how long they may take. */
public sealed interface Objective {
  /** Whether these waiting times keep it. */
  boolean isMet(WaitingTimes times);

  /** What to say where not even jobs that never wait keep it. */
  default String whyImpossible() {
    return "relax it";
  }

  /**
   * About so many servers keep it, where a rule of thumb says so: a search for the fewest starts
   * there.
   *
   * @param traffic the jobs
   */
  default long likelyServers(Traffic traffic) {
    return 0;
  }

  /**
   * Refuses an objective that no fleet keeps, however large.
   *
   * @throws IllegalArgumentException with the reason
   */
  default void refuseImpossible() {
    if (!isMet(WaitingTimes.NONE)) {
      throw new IllegalArgumentException("no fleet, however large, keeps it: " + whyImpossible());
    }
  }

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

    @Override
    public long likelyServers(Traffic traffic) {
      return SquareRoot.servers(traffic, this);
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

  /**
   * Few are done later than so many seconds after they came.
   *
   * <p>A job that failed starts again at once, on the server that it has. Left out: that a user may
   * wait for the last of several candidates.
   *
   * @param seconds the longest good time from arrival to end
   * @param probability the share of jobs that may take longer; between 0 and 1
   * @param service how long a try takes
   * @param failed share of tries that fail; below 1
   */
  record DoneWithin(double seconds, double probability, Service service, double failed)
      implements Objective {
    private static final int QUANTILES = 16;
    private static final double NEGLIGIBLE = 1e-12;

    /** Validates the numbers. */
    public DoneWithin {
      Values.positive("seconds of an objective", seconds);
      Objects.requireNonNull(service, "an end in time needs a service time");
      Values.notNegative("failed", failed);
      if (!(probability > 0 && probability < 1)) {
        throw new IllegalArgumentException(
            "the share of jobs that may be done later must lie between 0 and 1: probability="
                + probability
                + "; 0.01 for one in a hundred");
      }
      if (failed >= 1) {
        throw new IllegalArgumentException(
            "a share of tries that fail must be below 1, or no job is ever done: failed=" + failed);
      }
    }

    @Override
    public boolean isMet(WaitingTimes times) {
      return late(times) <= probability;
    }

    /** The share of jobs that are done later. */
    public double late(WaitingTimes times) {
      if (service.variation() == 0) {
        return late(times, service.meanSeconds());
      }
      double sum = 0;
      for (int i = 0; i < QUANTILES; i++) {
        sum += late(times, service.quantile((i + 0.5) / QUANTILES));
      }
      return sum / QUANTILES;
    }

    /** The sum over the number of tries, each of so many seconds. */
    private double late(WaitingTimes times, double trySeconds) {
      double late = 0;
      double left = 1;
      double busy = trySeconds;
      while (busy <= seconds && left > NEGLIGIBLE) {
        late += left * (1 - failed) * times.exceeds(seconds - busy);
        left *= failed;
        busy += trySeconds;
      }
      return late + left;
    }

    @Override
    public String whyImpossible() {
      return "of jobs that never wait, "
          + late(WaitingTimes.NONE)
          + " are done later than seconds="
          + seconds
          + ", and probability="
          + probability
          + " may be; a try takes "
          + service.meanSeconds()
          + " s and the share "
          + failed
          + " of tries fails: allow more time, or make jobs shorter (more GPUs for each, fewer"
          + " steps)";
    }
  }

  /**
   * All of several.
   *
   * @param parts at least one
   */
  record All(List<Objective> parts) implements Objective {
    /** Copies the list. */
    public All {
      parts = List.copyOf(parts);
      Values.atLeast("parts of an objective", parts.size(), 1);
    }

    @Override
    public boolean isMet(WaitingTimes times) {
      return parts.stream().allMatch(part -> part.isMet(times));
    }

    @Override
    public long likelyServers(Traffic traffic) {
      return parts.stream().mapToLong(part -> part.likelyServers(traffic)).max().orElseThrow();
    }

    @Override
    public void refuseImpossible() {
      parts.forEach(Objective::refuseImpossible);
    }
  }
}
