package io.ditgauge.estimator.figures;

import io.ditgauge.estimator.latency.OpTime;
import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.StageTime;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.model.arch.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the seconds of a prediction are spent on, all runs of a stage together.
 *
 * @param parts text encoders and decoder as a whole, the denoiser by part, in the order they run
 * @param ops the ops, the most expensive first
 */
public record PredictionBreakdown(List<Part> parts, List<Op> ops) {
  /**
   * A stage, or a part of the denoiser.
   *
   * @param name network, or part of the denoiser
   * @param seconds seconds by what they are spent on
   */
  public record Part(String name, Map<TimeClass, Double> seconds) {
    /** Copies. */
    public Part {
      EnumMap<TimeClass, Double> copy = new EnumMap<>(TimeClass.class);
      copy.putAll(seconds);
      seconds = java.util.Collections.unmodifiableMap(copy);
    }

    /** All its seconds. */
    public double total() {
      return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /**
   * An op.
   *
   * @param stage network
   * @param part part of the network
   * @param op name
   * @param timeClass what it is spent on
   * @param seconds all its runs
   * @param share of the whole prediction
   * @param flopsPerSecond achieved; 0 for what has no FLOPs
   */
  public record Op(
      String stage,
      String part,
      String op,
      TimeClass timeClass,
      double seconds,
      double share,
      double flopsPerSecond) {}

  /** Copies. */
  public PredictionBreakdown {
    parts = List.copyOf(parts);
    ops = List.copyOf(ops);
  }

  /** The breakdown of a prediction. */
  public static PredictionBreakdown of(Prediction prediction) {
    return new PredictionBreakdown(parts(prediction), ops(prediction));
  }

  private static List<Part> parts(Prediction prediction) {
    Map<String, EnumMap<TimeClass, Double>> sums = new LinkedHashMap<>();
    for (StageTime stage : prediction.stages()) {
      boolean denoiser = stage.kind() == Stage.Kind.DENOISER;
      for (OpTime op : stage.ops()) {
        sums.computeIfAbsent(
                denoiser ? op.part() : stage.name(), name -> new EnumMap<>(TimeClass.class))
            .merge(op.timeClass(), stage.runs() * op.seconds(), Double::sum);
      }
    }
    List<Part> result = new ArrayList<>();
    sums.forEach((name, seconds) -> result.add(new Part(name, seconds)));
    return result;
  }

  private static List<Op> ops(Prediction prediction) {
    Map<List<Object>, double[]> sums = new LinkedHashMap<>();
    for (StageTime stage : prediction.stages()) {
      for (OpTime op : stage.ops()) {
        double[] sum =
            sums.computeIfAbsent(
                List.of(stage.name(), op.part(), op.op(), op.timeClass()), key -> new double[2]);
        sum[0] += op.seconds() * stage.runs();
        sum[1] += op.flops() * stage.runs();
      }
    }
    List<Op> result = new ArrayList<>();
    sums.forEach(
        (key, sum) ->
            result.add(
                new Op(
                    key.get(0).toString(),
                    key.get(1).toString(),
                    key.get(2).toString(),
                    (TimeClass) key.get(3),
                    sum[0],
                    sum[0] / prediction.seconds(),
                    sum[0] > 0 ? sum[1] / sum[0] : 0)));
    result.sort(Comparator.comparingDouble(op -> -op.seconds()));
    return result;
  }
}
