package io.ditgauge.estimator.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.run.JmhResult;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForkSampleTest {
  private static JmhResult result(double[]... forks) {
    List<List<Double>> raw =
        Arrays.stream(forks).map(fork -> Arrays.stream(fork).boxed().toList()).toList();
    return new JmhResult("a.B.c", Map.of(), raw);
  }

  @ParameterizedTest
  @CsvSource({"1,12.706", "2,4.303", "3,3.182", "4,2.776", "9,2.262", "29,2.045", "120,1.980"})
  void takesTheQuantilesOfThePublishedTable(int degreesOfFreedom, double published) {
    assertEquals(published, ForkSample.quantile(degreesOfFreedom), 0.0005);
  }

  @Test
  void agreesWithAnIntervalComputedByHand() {
    ForkSample sample =
        ForkSample.of(
            result(
                new double[] {9, 11},
                new double[] {12},
                new double[] {11, 30, 10},
                new double[] {8, 10},
                new double[] {13, 13}));
    assertEquals(11.0, sample.seconds(), 1e-12, "mean of the fork medians 10 12 11 9 13");
    double error = Math.sqrt(2.5 / 5);
    assertEquals(11 - 2.776445 * error, sample.low().orElseThrow(), 1e-5);
    assertEquals(11 + 2.776445 * error, sample.high().orElseThrow(), 1e-5);
    assertEquals(5, sample.forks());
    assertEquals(10, sample.samples());
  }

  @Test
  void oneSlowForkOfThreeDoesNotMoveTheMedian() {
    ForkSample sample =
        ForkSample.of(result(new double[] {10}, new double[] {57}, new double[] {11}));
    assertEquals(11.0, sample.typical().orElseThrow());
    assertEquals(26.0, sample.seconds());
    assertTrue(ForkSample.of(result(new double[] {10}, new double[] {11})).typical().isEmpty());
  }

  @Test
  void hasNoIntervalWithOneFork() {
    ForkSample sample = ForkSample.of(result(new double[] {1, 1.1, 0.9}));
    assertFalse(sample.hasInterval());
    assertTrue(sample.low().isEmpty() && sample.high().isEmpty());
  }

  @Test
  void hasNoIntervalWhereItWouldReachZeroSeconds() {
    ForkSample sample = ForkSample.of(result(new double[] {0.9}, new double[] {1.1}));
    assertEquals(1.2706, sample.halfWidth().orElseThrow(), 0.0005);
    assertFalse(sample.hasInterval());
    assertTrue(sample.low().isEmpty());
  }

  @Test
  void hasAnIntervalWithoutWidthWhenForksAgree() {
    ForkSample sample = ForkSample.of(result(new double[] {2}, new double[] {2}));
    assertEquals(2.0, sample.low().orElseThrow());
    assertEquals(2.0, sample.high().orElseThrow());
  }

  @Test
  void coversTheTrueMeanNineteenTimesInTwenty() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int covered = 0;
    int trials = 4000;
    for (int i = 0; i < trials; i++) {
      double[][] forks =
          IntStream.range(0, 5)
              .mapToObj(fork -> new double[] {10 + random.nextGaussian()})
              .toArray(double[][]::new);
      ForkSample sample = ForkSample.of(result(forks));
      if (sample.low().orElseThrow() <= 10 && 10 <= sample.high().orElseThrow()) {
        covered++;
      }
    }
    // Five standard deviations of a binomial share of 0.95 over 4000 trials are 0.017.
    assertEquals(0.95, covered / (double) trials, 0.0175, "seed " + seed);
  }
}
