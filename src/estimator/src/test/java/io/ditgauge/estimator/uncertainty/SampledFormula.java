package io.ditgauge.estimator.uncertainty;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A formula of a test.
 *
 * @param inputs what is known of its inputs
 * @param formula the result of their values
 */
record SampledFormula(Map<String, Distribution> inputs, ToDoubleFunction<double[]> formula)
    implements Formulas {
  @Override
  public List<String> names() {
    return List.of("result");
  }

  @Override
  public Evaluator evaluator() {
    return (points, count, results, from) -> {
      double[] point = new double[points.length];
      for (int i = 0; i < count; i++) {
        for (int input = 0; input < points.length; input++) {
          point[input] = points[input][i];
        }
        results[0][from + i] = formula.applyAsDouble(point);
      }
    };
  }
}
