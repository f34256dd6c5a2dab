package io.ditgauge.estimator.fleet;

/**
 * What a {@link DaySimulation} found.
 *
 * @param jobs that arrived in the period
 * @param waits of these jobs
 * @param busiest the minute in which most arrived
 * @param backlog jobs that waited at the ends of minutes
 * @param utilization share of the servers' time in which they served
 */
public record SimulatedDay(
    long jobs, Waits waits, Minute busiest, Backlog backlog, double utilization) {
  /**
   * Waits of all jobs, also of those that start after the period.
   *
   * @param waiting share of the jobs that waited
   * @param meanSeconds over all jobs
   * @param seconds95 not exceeded by 95% of the jobs
   * @param seconds99 not exceeded by 99% of them
   * @param longestSeconds of any job
   */
  public record Waits(
      double waiting,
      double meanSeconds,
      double seconds95,
      double seconds99,
      double longestSeconds) {}

  /**
   * A minute of the period.
   *
   * @param index its number, from 0
   * @param jobs that arrived in it
   * @param meanWaitSeconds of these
   */
  public record Minute(int index, long jobs, double meanWaitSeconds) {}

  /**
   * Jobs in line.
   *
   * @param most jobs in line at the end of a minute
   * @param minute the first minute at whose end it was so
   * @param atEnd jobs in line at the end of the period
   */
  public record Backlog(long most, int minute, long atEnd) {}
}
