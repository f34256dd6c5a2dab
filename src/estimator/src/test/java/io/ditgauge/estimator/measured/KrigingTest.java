package io.ditgauge.estimator.measured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Regression on a Gaussian process against what can be worked out without it. */
class KrigingTest {
  private static final Kriging.Shape SHAPE = new Kriging.Shape(1, 0.1, 0.02);

  private static List<double[]> points(Random random, int n) {
    List<double[]> result = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      result.add(new double[] {2 * random.nextGaussian(), random.nextGaussian()});
    }
    return result;
  }

  private static double truth(double[] at) {
    return 0.3 + 0.05 * at[0] + 0.08 * Math.sin(at[1]);
  }

  /** One point at the origin: mean y k/(k + n^2), variance k + n^2 - k^2/(k + n^2). */
  @Test
  void onePointIsWeighedAgainstItsNoise() {
    double k = 1 + SHAPE.signal() * SHAPE.signal();
    double noise = SHAPE.noise() * SHAPE.noise();
    Kriging it = new Kriging(List.of(new double[] {0, 0}), new double[] {0.7}, SHAPE);
    Kriging.Normal there = it.at(new double[] {0, 0});
    assertEquals(0.7 * k / (k + noise), there.mean(), 1e-12);
    assertEquals(Math.sqrt(k + noise - k * k / (k + noise)), there.deviation(), 1e-9);
  }

  @Test
  void whatIsLeftOutIsWhatTheOthersSay() {
    List<double[]> points = points(new Random(1), 9);
    double[] values = points.stream().mapToDouble(KrigingTest::truth).toArray();
    Kriging.Normal[] leftOut = new Kriging(points, values, SHAPE).leftOut();
    for (int i = 0; i < values.length; i++) {
      List<double[]> others = new ArrayList<>(points);
      others.remove(i);
      double[] rest = others.stream().mapToDouble(KrigingTest::truth).toArray();
      Kriging.Normal said = new Kriging(others, rest, SHAPE).at(points.get(i));
      assertEquals(said.mean(), leftOut[i].mean(), 1e-9);
      assertEquals(said.deviation(), leftOut[i].deviation(), 1e-9);
    }
  }

  /** Of a smooth truth seen through noise, nine of ten lie within the 90 % interval. */
  @Test
  void theDeviationIsThatOfTheError() {
    Random random = new Random(2);
    List<double[]> points = points(random, 40);
    double[] values =
        points.stream().mapToDouble(it -> truth(it) + 0.02 * random.nextGaussian()).toArray();
    Kriging it = new Kriging(points, values, SHAPE);
    int within = 0;
    for (double[] at : points(random, 400)) {
      Kriging.Normal said = it.at(at);
      double measured = truth(at) + 0.02 * random.nextGaussian();
      within += Math.abs(measured - said.mean()) < 1.645 * said.deviation() ? 1 : 0;
    }
    assertTrue(within > 340 && within < 390, within + " of 400");
  }

  @Test
  void farFromAllPointsLittleIsKnown() {
    List<double[]> points = points(new Random(3), 20);
    double[] values = points.stream().mapToDouble(KrigingTest::truth).toArray();
    Kriging it = new Kriging(points, values, SHAPE);
    double near = it.at(points.get(0)).deviation();
    double far = it.at(new double[] {30, 30}).deviation();
    assertTrue(far > 3 * near, near + ", " + far);
  }
}
