package io.ditgauge.estimator.latency;

import io.ditgauge.estimator.roofline.Efficiency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Spread of a total: within a class errors are shared, between classes independent; boards differ,
 * and so do the kernel lists of one execution from release to release. All are standard deviations
 * of the logarithm.
 */
public final class Spread {
  /** Assumed: releases of one library add or save a sixth of an eager block's passes. */
  private static final double LISTS = 0.15;

  /** Half the width of the 0 to 10 % that a long job runs below a burst, as a deviation. */
  private static final double SUSTAINED = 0.03;

  /** Assumed: several cards are predicted less well by so much. */
  private static final double SEVERAL = 1.2;

  private Spread() {}

  static double of(List<StageTime> stages, Options options, Efficiency efficiency) {
    int cards = options.parallelism().cards();
    Map<TimeClass, Double> seconds = seconds(stages);
    double total = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    double squares = square(common(efficiency, cards));
    for (Map.Entry<TimeClass, Double> spread : byClass(stages, cards).entrySet()) {
      squares += square(spread.getValue() * seconds.get(spread.getKey()) / total);
    }
    return Math.sqrt(squares);
  }

  /** Spread of the time of each class over all stages, without what all classes share. */
  public static Map<TimeClass, Double> byClass(List<StageTime> stages, int cards) {
    Map<TimeClass, Double> spreads = new EnumMap<>(TimeClass.class);
    for (StageTime stage : stages) {
      for (OpTime op : stage.ops()) {
        spreads.merge(op.timeClass(), stage.runs() * op.seconds() * spread(op), Double::sum);
      }
    }
    Map<TimeClass, Double> seconds = seconds(stages);
    spreads.replaceAll((of, sum) -> sum == 0 ? 0 : several(sum / seconds.get(of), cards));
    return spreads;
  }

  /** Spread that all classes share: the board, and how long it keeps its clock. */
  public static double common(Efficiency efficiency, int cards) {
    double squares = square(efficiency.sustained().boards()) + square(SUSTAINED);
    return several(Math.sqrt(squares), cards);
  }

  private static double several(double spread, int cards) {
    return cards > 1 ? SEVERAL * spread : spread;
  }

  private static Map<TimeClass, Double> seconds(List<StageTime> stages) {
    Map<TimeClass, Double> seconds = new EnumMap<>(TimeClass.class);
    for (StageTime stage : stages) {
      for (OpTime op : stage.ops()) {
        seconds.merge(op.timeClass(), stage.runs() * op.seconds(), Double::sum);
      }
    }
    return seconds;
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
