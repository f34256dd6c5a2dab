package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.uncertainty.Model;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * The fleet of a queue for many draws of its traffic.
 *
 * <p>Exact it takes a quarter of a millisecond. GPUs over the load change slowly with the load and
 * the time of a job, so they are computed on a grid of both, even in their logarithms, and
 * interpolated between its nodes: within 1% from a hundred GPUs on, where a GPU more or less is a
 * step of 1% itself.
 */
final class FleetGrid {
  private static final String JOBS = "fleet.jobsPerSecond";
  private static final String SECONDS = "fleet.jobSeconds";
  private static final int LOADS = 13;
  private static final int TIMES = 2;

  private final Model model;
  private final Map<String, double[]> columns;
  private final double[] times;
  private final double[] loads;
  private final double[] logLoads;
  private final double[] logTimes;
  private final double[][] logRatios;

  private FleetGrid(Model model, Map<String, double[]> columns) {
    this.model = model;
    this.columns = columns;
    int draws = Math.max(columns.get(JOBS).length, columns.get(SECONDS).length);
    this.loads = new double[draws];
    this.times = new double[draws];
    for (int i = 0; i < draws; i++) {
      times[i] = StrictMath.log(ScenarioDraws.at(columns.get(SECONDS), i));
      loads[i] = times[i] + StrictMath.log(ScenarioDraws.at(columns.get(JOBS), i));
    }
    this.logLoads = nodes(loads, LOADS);
    this.logTimes = nodes(times, TIMES);
    this.logRatios = new double[logTimes.length][logLoads.length];
    for (int i = 0; i < logTimes.length; i++) {
      for (int j = 0; j < logLoads.length; j++) {
        logRatios[i][j] = StrictMath.log(exact(logTimes[i], logLoads[j])) - logLoads[j];
      }
    }
  }

  /** Whether only the traffic varies, and there is some in every draw. */
  static boolean isOneOf(Map<String, double[]> columns) {
    return columns.keySet().containsAll(Set.of(JOBS, SECONDS))
        && columns.entrySet().stream()
            .allMatch(
                column ->
                    Set.of(JOBS, SECONDS).contains(column.getKey())
                        ? Arrays.stream(column.getValue()).allMatch(value -> value > 0)
                        : column.getValue().length == 1);
  }

  /** The GPUs of each draw. */
  static double[] gpus(Model model, Map<String, double[]> columns) {
    FleetGrid grid = new FleetGrid(model, columns);
    double[] result = new double[grid.times.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = grid.at(grid.times[i], grid.loads[i]);
    }
    return result;
  }

  private static double[] nodes(double[] values, int most) {
    double from = Arrays.stream(values).min().orElseThrow();
    double to = Arrays.stream(values).max().orElseThrow();
    if (from == to) {
      return new double[] {from};
    }
    double[] nodes = new double[most];
    for (int i = 0; i < most; i++) {
      nodes[i] = from + (to - from) * i / (most - 1);
    }
    return nodes;
  }

  private double exact(double logTime, double logLoad) {
    return model.result(
        name ->
            switch (name) {
              case JOBS -> StrictMath.exp(logLoad - logTime);
              case SECONDS -> StrictMath.exp(logTime);
              default -> columns.get(name)[0];
            });
  }

  private double at(double logTime, double logLoad) {
    int below = below(logTimes, logTime);
    double lower = along(logRatios[below], logLoad);
    double ratio =
        logTimes.length == 1
            ? lower
            : lower
                + share(logTimes, below, logTime) * (along(logRatios[below + 1], logLoad) - lower);
    return StrictMath.exp(logLoad + ratio);
  }

  private double along(double[] ratios, double logLoad) {
    int below = below(logLoads, logLoad);
    return logLoads.length == 1
        ? ratios[0]
        : ratios[below] + share(logLoads, below, logLoad) * (ratios[below + 1] - ratios[below]);
  }

  /** The node at or below a value, but never the last of many. */
  private static int below(double[] nodes, double value) {
    if (nodes.length == 1) {
      return 0;
    }
    double step = (nodes[nodes.length - 1] - nodes[0]) / (nodes.length - 1);
    return Math.max(0, Math.min(nodes.length - 2, (int) ((value - nodes[0]) / step)));
  }

  private static double share(double[] nodes, int below, double value) {
    return (value - nodes[below]) / (nodes[below + 1] - nodes[below]);
  }
}
