package io.ditgauge.estimator.uncertainty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.uncertainty.Distribution.LogNormal;
import io.ditgauge.estimator.uncertainty.Distribution.Triangular;
import io.ditgauge.estimator.uncertainty.Distribution.Uniform;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {
  /** 95% quantile of the standard normal distribution. */
  private static final double Z95 = 1.6448536269514722;

  private static SampledFormula mixed() {
    Map<String, Distribution> inputs = new LinkedHashMap<>();
    inputs.put("a", new LogNormal(2, 0.3));
    inputs.put("b", new Triangular(1, 2, 4));
    inputs.put("c", new Uniform(0, 1));
    return new SampledFormula(inputs, x -> x[0] * x[1] - x[2]);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void givesTheSameBytesOnAnyNumberOfThreads(int threads) {
    MonteCarlo draws = new MonteCarlo(5, 10_001);
    double[] expected =
        draws
            .propagate(mixed().inputs(), in -> in.value("a") * in.value("b") - in.value("c"))
            .results();
    assertArrayEquals(expected, draws.sample(mixed(), threads)[0], 0);
  }

  @Test
  void moreDrawsGoOnWhereFewerEnd() {
    double[] few = new MonteCarlo(5, 300).sample(mixed(), 2)[0];
    double[] many = new MonteCarlo(5, 5000).sample(mixed(), 2)[0];
    assertArrayEquals(few, java.util.Arrays.copyOf(many, 300), 0);
  }

  /**
   * The logarithm of a product of lognormals is normal, with the variances added: cost = work /
   * rate x price has the closed form median exp(+- 1.645 sigma).
   */
  @Test
  void findsTheIntervalOfAProductOfLognormalsToAHundredth() {
    Map<String, Distribution> inputs = new LinkedHashMap<>();
    inputs.put("work", new LogNormal(1e25, 0.7));
    inputs.put("rate", new LogNormal(4e14, 0.2));
    inputs.put("price", LogNormal.between(1.9, 4));
    double[] cost =
        new MonteCarlo(11, 2_000_000)
            .sample(new SampledFormula(inputs, x -> x[0] / x[1] / 3600 * x[2]))[0];
    double priceSigma = Math.log(4 / 1.9) / (2 * Z95);
    double sigma = Math.sqrt(0.7 * 0.7 + 0.2 * 0.2 + priceSigma * priceSigma);
    double median = 1e25 / 4e14 / 3600 * Math.sqrt(1.9 * 4);
    Uncertain found = Uncertain.of(cost);
    assertEquals(1, found.low() / (median * Math.exp(-Z95 * sigma)), 0.01);
    assertEquals(1, found.median() / median, 0.01);
    assertEquals(1, found.high() / (median * Math.exp(Z95 * sigma)), 0.01);
    assertEquals(1, found.mean() / (median * Math.exp(sigma * sigma / 2)), 0.01);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void refusesAResultThatIsNotFiniteOnAnyThread(int threads) {
    SampledFormula broken =
        new SampledFormula(Map.of("c", new Uniform(0, 1)), x -> x[0] < 0.001 ? 1 / 0.0 : x[0]);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new MonteCarlo(1, 20_000).sample(broken, threads))
            .getMessage();
    assertTrue(message.contains("result=Infinity for c="), message);
  }
}
