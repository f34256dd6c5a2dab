package io.ditgauge.estimator.uncertainty;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Several formulas over the same uncertain inputs, evaluated for many points at once. */
public interface Formulas {
  /** Points that an evaluator takes at once: what stays in a core's cache. */
  int BLOCK = 128;

  /** What is known of each input, in the order of the points. */
  Map<String, Distribution> inputs();

  /** Names of the formulas, in the order of the results. */
  List<String> names();

  /** An evaluator with room of its own, for one thread. */
  Evaluator evaluator();

  /** Evaluates all formulas for some points. */
  @FunctionalInterface
  interface Evaluator {
    /**
     * Evaluates.
     *
     * @param points values {@code [input][point]}
     * @param count number of points, at most {@link #BLOCK}
     * @param results where they go: {@code [formula][from + point]}
     * @param from place of the first
     */
    void evaluate(double[][] points, int count, double[][] results, int from);
  }

  /** Refuses a result that is not finite, naming the inputs that gave it. */
  default void refuseNotFinite(double[][] points, int count, double[][] results, int from) {
    for (int formula = 0; formula < results.length; formula++) {
      for (int i = 0; i < count; i++) {
        double result = results[formula][from + i];
        if (!Double.isFinite(result)) {
          StringJoiner values = new StringJoiner(", ");
          Iterator<String> names = inputs().keySet().iterator();
          for (double[] input : points) {
            values.add(names.next() + "=" + input[i]);
          }
          throw new IllegalArgumentException(
              "a figure must be finite: "
                  + names().get(formula)
                  + "="
                  + result
                  + " for "
                  + values
                  + "; keep the inputs where it is defined");
        }
      }
    }
  }
}
