package io.ditgauge.estimator.uncertainty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.uncertainty.Distribution.Beta;
import io.ditgauge.estimator.uncertainty.Distribution.Discrete;
import io.ditgauge.estimator.uncertainty.Distribution.Discrete.Outcome;
import io.ditgauge.estimator.uncertainty.Distribution.LogNormal;
import io.ditgauge.estimator.uncertainty.Distribution.Normal;
import io.ditgauge.estimator.uncertainty.Distribution.Point;
import io.ditgauge.estimator.uncertainty.Distribution.Triangular;
import io.ditgauge.estimator.uncertainty.Distribution.Uniform;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Quantiles of the reference are those of scipy.stats 1.17.1 (ppf), means are the textbook's. */
class DistributionTest {
  private static final Discrete COIN = new Discrete(List.of(new Outcome(8, 1), new Outcome(2, 3)));

  @Test
  void hasTheQuantilesAndTheMeanOfTheReference() {
    same(new Normal(10, 2), 10, 6.710292746097, 10, 13.289707253903);
    same(new LogNormal(3, 0.5), 3.399445359200479, 1.318092314782, 3, 6.828049825543);
    same(new Triangular(1, 3, 6), 10 / 3.0, 1.707106781187, 3.261387212474, 5.133974596216);
    same(Beta.share(2, 5), 2 / 7.0, 0.0628498917, 0.2644499833, 0.5818034093);
    same(Beta.share(0.5, 0.5), 0.5, 0.0061558297, 0.5, 0.9938441703);
    same(new Beta(2, 5, 10, 20), 10 + 20 / 7.0, 10.628498917, 12.644499833, 15.818034093);
    same(new Uniform(2, 4), 3, 2.1, 3, 3.9);
    same(new Point(7), 7, 7, 7, 7);
    same(COIN, 3.5, 2, 2, 8);
  }

  private static void same(Distribution distribution, double mean, double... quantiles) {
    double[] probabilities = {0.05, 0.5, 0.95};
    for (int i = 0; i < quantiles.length; i++) {
      assertEquals(
          quantiles[i],
          distribution.quantile(probabilities[i]),
          1e-9 * quantiles[i],
          distribution + " at " + probabilities[i]);
    }
    assertEquals(mean, distribution.mean(), 1e-12 * mean, distribution.toString());
    assertEquals(distribution.quantile(0.5), distribution.median());
  }

  @Test
  void choosesOutcomesByWeight() {
    assertEquals(2, COIN.quantile(0.7499));
    assertEquals(8, COIN.quantile(0.7501));
    assertEquals(8, COIN.quantile(Math.nextDown(1.0)));
  }

  @Test
  void isMadeFromQuantilesOrFromTheMean() {
    for (Distribution made : List.of(Normal.between(3, 12), LogNormal.between(3, 12))) {
      assertEquals(3, made.quantile(0.05), 1e-12, made.toString());
      assertEquals(12, made.quantile(0.95), 1e-12, made.toString());
    }
    assertEquals(6, LogNormal.between(3, 12).median(), 1e-12);
    LogNormal ofMean = LogNormal.ofMean(5, 0.8);
    assertEquals(5, ofMean.mean(), 1e-12);
    // The variance of a lognormal over its mean squared is exp(sigma^2) - 1.
    assertEquals(0.64, Math.expm1(ofMean.sigma() * ofMean.sigma()), 1e-12);
  }

  @Test
  void knowsWhetherThereIsOnlyOneValue() {
    assertTrue(new Point(1).isPoint());
    assertTrue(new Discrete(List.of(new Outcome(1, 2))).isPoint());
    assertFalse(COIN.isPoint());
    assertFalse(new Uniform(0, 1e-9).isPoint());
  }

  @Test
  void refusesWhatIsNoDistribution() {
    refused("value=NaN", () -> new Point(Double.NaN));
    refused("low=2.0, high=1.0", () -> new Uniform(2, 1));
    refused("use Point for one value", () -> new Uniform(2, 2));
    refused("high=Infinity", () -> new Uniform(0, Double.POSITIVE_INFINITY));
    refused("standardDeviation of a normal", () -> new Normal(0, 0));
    refused("mean=NaN", () -> new Normal(Double.NaN, 1));
    refused("median of a lognormal", () -> new LogNormal(-1, 1));
    refused("low of a lognormal", () -> LogNormal.between(0, 1));
    refused("low <= mode <= high", () -> new Triangular(0, 2, 1));
    refused("alpha of a beta", () -> Beta.share(0, 1));
    refused("needs an outcome", () -> new Discrete(List.of()));
    refused("weight of an outcome", () -> new Outcome(1, -1));
    refused("between 0 and 1: probability=1.0", () -> new Uniform(0, 1).quantile(1));
    refused("between 0 and 1: probability=NaN", () -> new Point(1).quantile(Double.NaN));
    refused("low <= median <= high", () -> new Uncertain(1, 2, 1, 3));
    refused("length=0", () -> Uncertain.of(new double[0]));
    refused("samples must be at least 2", () -> new MonteCarlo(1, 1));
  }

  private static void refused(String expected, Executable code) {
    String message = assertThrows(IllegalArgumentException.class, code).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void interpolatesTheQuantilesOfASample() {
    Uncertain of = Uncertain.of(new double[] {5, 1, 3, 2, 4});
    assertEquals(3, of.mean());
    assertEquals(1.2, of.low(), 1e-15);
    assertEquals(3, of.median());
    assertEquals(4.8, of.high(), 1e-15);
    assertEquals(Uncertain.exactly(7), Uncertain.of(new double[] {7}));
  }
}
