package io.ditgauge.estimator.uncertainty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ditgauge.estimator.uncertainty.Distribution.LogNormal;
import io.ditgauge.estimator.uncertainty.Distribution.Triangular;
import io.ditgauge.estimator.uncertainty.Distribution.Uniform;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptDrawsTest {
  private static final MonteCarlo DRAWS = new MonteCarlo(5, 10_001);

  private static SampledFormula formula(double sigma) {
    Map<String, Distribution> inputs = new LinkedHashMap<>();
    inputs.put("a", new LogNormal(2, sigma));
    inputs.put("b", new Triangular(1, 2, 4));
    inputs.put("c", new Uniform(0, 1));
    return new SampledFormula(inputs, x -> x[0] * x[1] - x[2]);
  }

  /** Fewer are kept than there are inputs, as many, or all that ever come. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 100})
  void theResultsAreThoseOfDrawingAnew(int most) {
    KeptDraws kept = new KeptDraws(DRAWS, most);
    assertEquals(10_001, kept.samples());
    for (double sigma : new double[] {0.3, 0.3, 0.5, 0.3, 0.7, 0.5}) {
      double[] expected = DRAWS.sample(formula(sigma))[0];
      assertArrayEquals(expected, kept.sample(formula(sigma))[0], 0);
      assertArrayEquals(Arrays.copyOf(expected, 300), kept.sample(formula(sigma), 300)[0], 0);
    }
  }

  @Test
  void manyThreadsMayAskAtOnce() {
    KeptDraws kept = new KeptDraws(DRAWS, 4);
    List<Double> sigmas = IntStream.range(0, 64).mapToObj(i -> 0.1 + i % 7 * 0.1).toList();
    Map<Double, double[]> expected = new LinkedHashMap<>();
    sigmas.forEach(it -> expected.computeIfAbsent(it, s -> DRAWS.sample(formula(s))[0]));
    sigmas.parallelStream()
        .forEach(it -> assertArrayEquals(expected.get(it), kept.sample(formula(it))[0], 0));
  }

  @Test
  void whatIsNotFiniteIsRefusedEachTime() {
    KeptDraws kept = new KeptDraws(DRAWS, 10);
    SampledFormula broken =
        new SampledFormula(Map.of("c", new Uniform(0, 1)), x -> x[0] < 0.001 ? 1 / 0.0 : x[0]);
    for (int i = 0; i < 2; i++) {
      assertThrows(IllegalArgumentException.class, () -> kept.sample(broken));
    }
  }
}
