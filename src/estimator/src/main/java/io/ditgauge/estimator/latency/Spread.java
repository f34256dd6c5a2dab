package io.ditgauge.estimator.latency;

import io.ditgauge.estimator.roofline.Efficiency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Spread of a total: within a class errors are shared, between classes independent; boards differ,
 * and so do the kernel lists of one execution from release to release.
 */
final class Spread {
  /** Assumed: releases of one library add or save a sixth of an eager block's passes. */
  private static final double LISTS = 0.15;

  /** Half the width of the 0 to 10 % that a long job runs below a burst, as a deviation. */
  private static final double SUSTAINED = 0.03;

  private Spread() {}

  static double of(List<StageTime> stages, Options options, Efficiency efficiency) {
    Map<TimeClass, Double> absolute = new EnumMap<>(TimeClass.class);
    double total = 0;
    for (StageTime stage : stages) {
      for (OpTime op : stage.ops()) {
        double seconds = stage.runs() * op.seconds();
        total += seconds;
        absolute.merge(op.timeClass(), seconds * spread(op), Double::sum);
      }
    }
    double squares = square(efficiency.sustained().boards()) + square(SUSTAINED);
    for (double error : absolute.values()) {
      squares += square(error / total);
    }
    return Math.sqrt(squares) * (options.parallelism().cards() > 1 ? 1.2 : 1);
  }

  private static double spread(OpTime op) {
    return op.timeClass() == TimeClass.ELEMENTWISE
        ? Math.sqrt(square(op.spread()) + square(LISTS))
        : op.spread();
  }

  private static double square(double value) {
    return value * value;
  }
}
