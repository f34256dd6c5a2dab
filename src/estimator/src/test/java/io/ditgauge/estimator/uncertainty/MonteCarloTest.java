package io.ditgauge.estimator.uncertainty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.uncertainty.Distribution.Beta;
import io.ditgauge.estimator.uncertainty.Distribution.LogNormal;
import io.ditgauge.estimator.uncertainty.Distribution.Normal;
import io.ditgauge.estimator.uncertainty.Distribution.Point;
import io.ditgauge.estimator.uncertainty.Distribution.Uniform;
import io.ditgauge.estimator.uncertainty.Propagation.Influence;
import io.ditgauge.estimator.uncertainty.Propagation.Swing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MonteCarloTest {
  private static final MonteCarlo RUN = MonteCarlo.STANDARD;
  private static final double Z95 = 1.6448536269514722;

  /** Four standard errors of the 5% quantile of a standard normal sample of this size. */
  private static final double TAIL = 4 * Math.sqrt(0.05 * 0.95 / 20_000) / 0.10313564;

  private static final double CENTRE = 4 * Math.sqrt(Math.PI / 2 / 20_000);

  @Test
  void addsNormals() {
    Uncertain sum =
        RUN.propagate(
                Map.of("a", new Normal(3, 4), "b", new Normal(5, 3)),
                in -> in.value("a") + in.value("b"))
            .result();
    assertEquals(8, sum.mean(), 5 * CENTRE);
    assertEquals(8, sum.median(), 5 * CENTRE);
    assertEquals(8 - Z95 * 5, sum.low(), 5 * TAIL);
    assertEquals(8 + Z95 * 5, sum.high(), 5 * TAIL);
  }

  @Test
  void multipliesLognormals() {
    Uncertain product =
        RUN.propagate(
                Map.of("a", new LogNormal(2, 0.3), "b", new LogNormal(3, 0.4)),
                in -> in.value("a") * in.value("b"))
            .result();
    assertEquals(0, Math.log(product.median() / 6), 0.5 * CENTRE);
    assertEquals(-Z95 * 0.5, Math.log(product.low() / 6), 0.5 * TAIL);
    assertEquals(Z95 * 0.5, Math.log(product.high() / 6), 0.5 * TAIL);
    double deviation = 6 * Math.exp(0.125) * Math.sqrt(Math.expm1(0.25));
    assertEquals(6 * Math.exp(0.125), product.mean(), 4 * deviation / Math.sqrt(20_000));
  }

  @Test
  void addsTwoUniformsToATriangle() {
    Uncertain sum =
        RUN.propagate(
                Map.of("a", new Uniform(0, 1), "b", new Uniform(0, 1)),
                in -> in.value("a") + in.value("b"))
            .result();
    // The area below x is x^2 / 2 up to the middle.
    assertEquals(Math.sqrt(0.1), sum.low(), 0.02);
    assertEquals(1, sum.median(), 0.02);
    assertEquals(2 - Math.sqrt(0.1), sum.high(), 0.02);
  }

  /** From another implementation of the hash, in Python, and its quantiles. */
  @Test
  void drawsTheSameNumbersAlways() {
    assertArrayEquals(
        new double[] {0.035306804797668456, 0.5718975228246516, 0.738632839725006},
        first("utilization", new Uniform(0, 1)),
        0);
    assertArrayEquals(
        new double[] {3.009941868907089, 4.16543921025209, 6.285177213767468},
        first("minutes", new LogNormal(5, 0.5)),
        1e-14);
    assertArrayEquals(
        new double[] {0.5059638154893928, 0.41784089967208254, 0.34504775090820805},
        first("share", Beta.share(2, 5)),
        1e-12);
  }

  private static double[] first(String name, Distribution distribution) {
    return new MonteCarlo(42, 3).draws(name, distribution);
  }

  @Test
  void drawsAreThoseOfSplittableRandom() {
    long key = new MonteCarlo(42, 2).key("a");
    SplittableRandom generator = new SplittableRandom(key);
    for (int n = 0; n < 100; n++) {
      double expected = ((generator.nextLong() >>> 12) + 0.5) * 0x1p-52;
      assertEquals(expected, MonteCarlo.uniform(key, n), 0);
    }
  }

  @Test
  void drawsDependOnSeedAndNameOnly() {
    double[] alone = RUN.draws("a", new Uniform(0, 1));
    Map<String, Distribution> more = new LinkedHashMap<>();
    more.put("z", new Normal(0, 1));
    more.put("a", new Uniform(0, 1));
    assertArrayEquals(alone, RUN.propagate(more, in -> in.value("a")).results(), 0);
    assertNotEquals(alone[0], RUN.draws("b", new Uniform(0, 1))[0]);
    assertNotEquals(alone[0], new MonteCarlo(1, 2).draws("a", new Uniform(0, 1))[0]);
    assertNotEquals(alone[0], new MonteCarlo(1L << 40, 2).draws("a", new Uniform(0, 1))[0]);
  }

  @Test
  void comparesTwoFormulasOnTheSameDraws() {
    Map<String, Distribution> inputs = Map.of("a", new LogNormal(2, 1), "b", new Normal(0, 1));
    double[] one = RUN.propagate(inputs, in -> in.value("a")).results();
    double[] two = RUN.propagate(inputs, in -> 2 * in.value("a")).results();
    for (int i = 0; i < one.length; i++) {
      assertEquals(2 * one[i], two[i]);
    }
  }

  @Test
  void movesOneInputAtATime() {
    Map<String, Distribution> inputs = new LinkedHashMap<>();
    inputs.put("small", new Normal(1, 1));
    inputs.put("point", new Point(9));
    inputs.put("large", new Normal(2, 3));
    Propagation propagation =
        RUN.propagate(
            inputs, in -> 10 + in.value("small") - 2 * in.value("large") + 0 * in.value("point"));
    assertEquals(7, propagation.atMedians(), 1e-12);
    List<Swing> tornado = propagation.tornado();
    assertEquals(List.of("large", "small"), tornado.stream().map(Swing::input).toList());
    assertEquals(2 - 3 * Z95, tornado.get(0).inputLow(), 1e-9);
    assertEquals(7 + 6 * Z95, tornado.get(0).resultLow(), 1e-9);
    assertEquals(7 - 6 * Z95, tornado.get(0).resultHigh(), 1e-9);
    assertEquals(2 * Z95, tornado.get(1).width(), 1e-9);
  }

  /** Of two normals with correlation r, Spearman's is 6 / pi asin(r / 2) (Pearson, 1907). */
  @Test
  void ranksInputsByTheirCorrelation() {
    Map<String, Distribution> inputs = new LinkedHashMap<>();
    inputs.put("weak", new Normal(0, 3));
    inputs.put("point", new Point(1));
    inputs.put("strong", new Normal(0, 4));
    List<Influence> influences =
        RUN.propagate(inputs, in -> in.value("weak") - in.value("strong")).rankCorrelations();
    assertEquals(List.of("strong", "weak"), influences.stream().map(Influence::input).toList());
    double error = 4 / Math.sqrt(20_000);
    assertEquals(-6 / Math.PI * Math.asin(0.4), influences.get(0).rankCorrelation(), error);
    assertEquals(6 / Math.PI * Math.asin(0.3), influences.get(1).rankCorrelation(), error);
  }

  @Test
  void rankCorrelationSeesThroughAMonotoneFormula() {
    List<Influence> influences =
        RUN.propagate(Map.of("a", new Normal(0, 2)), in -> Math.exp(3 * in.value("a")))
            .rankCorrelations();
    assertEquals(1, influences.get(0).rankCorrelation(), 1e-12);
  }

  @Test
  void knowsNoInfluenceOnAConstant() {
    Propagation constant = RUN.propagate(Map.of("a", new Normal(0, 1)), in -> 5);
    assertEquals(Uncertain.exactly(5), constant.result());
    assertEquals(List.of(), constant.rankCorrelations());
    assertEquals(0, constant.tornado().get(0).width());
  }

  @Test
  void refusesUnknownInputsAndInfiniteResults() {
    Map<String, Distribution> inputs = Map.of("a", new Point(0));
    String unknown = refused(inputs, in -> in.value("b"));
    assertTrue(unknown.contains("unknown input 'b'; given are a"), unknown);
    String infinite = refused(inputs, in -> 1 / in.value("a"));
    assertTrue(infinite.contains("finite result: Infinity for a=0.0"), infinite);
    assertTrue(refused(Map.of(" ", new Point(1)), in -> 1).contains("name of an input"));
  }

  private static String refused(Map<String, Distribution> inputs, Model model) {
    return assertThrows(IllegalArgumentException.class, () -> RUN.propagate(inputs, model))
        .getMessage();
  }
}
