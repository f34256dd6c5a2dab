package io.ditgauge.estimator.fleet;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.distribution.discrete.PoissonDistribution;

/**
 * The exact line of S servers with constant service times, Poisson arrivals and a load a.
 *
 * <p>Jobs that are served at a moment have left a service time later, and of those in line then S
 * have started: the line is max(0, line + Poisson(a) - S) from one such moment to the next
 * (Crommelin, 1932), and in the steady state the maximum of a random walk with these steps. By
 * Spitzer's identity the sum over n of P(n in line) z^n is the exponential of the sum over j of
 * b(j) (z^j - 1), with b(j) the sum over k of P(Poisson(ka) = kS + j) / k. So the mean is the sum
 * of j b(j), none is in line with the probability exp(-sum of b), and n P(n) = sum over j of j b(j)
 * P(n - j).
 */
final class ConstantServiceLine {
  private static final double NEGLIGIBLE = 1e-20;
  private static final double FALLS = 22;

  /** b(j). */
  private final double[] ladder;

  /**
   * Sums the series.
   *
   * @param servers S
   * @param load a, below S; numbers in line that are rarer than about 1e-18 are left out
   */
  ConstantServiceLine(int servers, double load) {
    ladder = new double[(int) (FALLS * servers / (servers - load)) + 100];
    double most = 1;
    for (int k = 1; most > NEGLIGIBLE; k++) {
      double mean = k * load;
      double share = new PoissonDistribution(mean).probability(k * servers + 1) / k;
      most = share;
      for (int j = 1; j < ladder.length; j++) {
        ladder[j] += share;
        share *= mean / ((double) k * servers + j + 1);
      }
    }
  }

  /** Mean number of jobs in line. */
  double mean() {
    return IntStream.range(1, ladder.length).mapToDouble(j -> j * ladder[j]).sum();
  }

  /** Probabilities of the numbers of jobs in line, from none on. */
  double[] shares() {
    double[] line = new double[ladder.length];
    line[0] = Math.exp(-Arrays.stream(ladder).sum());
    for (int n = 1; n < line.length; n++) {
      double sum = 0;
      for (int j = 1; j <= n; j++) {
        sum += j * ladder[j] * line[n - j];
      }
      line[n] = sum / n;
    }
    return line;
  }
}
