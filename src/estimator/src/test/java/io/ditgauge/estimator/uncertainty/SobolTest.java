package io.ditgauge.estimator.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.uncertainty.Distribution.Normal;
import io.ditgauge.estimator.uncertainty.Distribution.Uniform;
import io.ditgauge.estimator.uncertainty.Sobol.Index;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SobolTest {
  private static final double A = 7;
  private static final double B = 0.1;

  private static Map<String, Index> indices(long seed, int points, SampledFormula formula) {
    Map<String, Index> byInput = new HashMap<>();
    new Sobol(seed, points)
        .indices(formula)
        .get("result")
        .forEach(index -> byInput.put(index.input(), index));
    return byInput;
  }

  /**
   * f = sin x1 + a sin^2 x2 + b x3^4 sin x1 over -pi..pi (Ishigami and Homma, 1990), whose
   * variances are known: V1 = (1 + b pi^4 / 5)^2 / 2, V2 = a^2 / 8, V13 = 8 b^2 pi^8 / 225.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithIshigami(long seed) {
    Map<String, Distribution> inputs = new LinkedHashMap<>();
    for (String name : List.of("x1", "x2", "x3")) {
      inputs.put(name, new Uniform(-Math.PI, Math.PI));
    }
    Map<String, Index> found =
        indices(
            seed,
            4096,
            new SampledFormula(
                inputs,
                x ->
                    Math.sin(x[0])
                        + A * Math.pow(Math.sin(x[1]), 2)
                        + B * Math.pow(x[2], 4) * Math.sin(x[0])));
    double v1 = Math.pow(1 + B * Math.pow(Math.PI, 4) / 5, 2) / 2;
    double v2 = A * A / 8;
    double v13 = 8 * B * B * Math.pow(Math.PI, 8) / 225;
    double all = v1 + v2 + v13;
    assertEquals(v1 / all, found.get("x1").firstOrder(), 0.02);
    assertEquals(v2 / all, found.get("x2").firstOrder(), 0.02);
    assertEquals(0, found.get("x3").firstOrder(), 0.02);
    assertEquals((v1 + v13) / all, found.get("x1").total(), 0.02);
    assertEquals(v2 / all, found.get("x2").total(), 0.02);
    assertEquals(v13 / all, found.get("x3").total(), 0.02);
  }

  /** A sum has no interactions: the shares are those of the variances, 9 and 16 of 25. */
  @Test
  void takesASumApart() {
    Map<String, Distribution> inputs = new LinkedHashMap<>();
    inputs.put("weak", new Normal(1, 3));
    inputs.put("strong", new Normal(5, 4));
    inputs.put("idle", new Uniform(0, 1));
    List<Index> found =
        new Sobol(1, 4096).indices(new SampledFormula(inputs, x -> x[0] - x[1])).get("result");
    assertEquals(List.of("strong", "weak"), found.stream().map(Index::input).toList());
    assertEquals(0.64, found.get(0).total(), 0.01);
    assertEquals(0.36, found.get(1).total(), 0.01);
    assertEquals(0.64, found.get(0).firstOrder(), 0.01);
    assertEquals(0.36, found.get(1).firstOrder(), 0.01);
  }

  @Test
  void findsNothingInAConstant() {
    Map<String, Distribution> inputs = Map.of("a", new Normal(0, 1));
    assertTrue(indices(1, 64, new SampledFormula(inputs, x -> 5)).isEmpty());
    assertTrue(indices(1, 64, new SampledFormula(Map.of(), x -> 5)).isEmpty());
  }
}
