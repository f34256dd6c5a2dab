package io.ditgauge.estimator.roofline;

/**
 * One measured matrix product [M, K] x [K, N].
 *
 * @param m M
 * @param n N
 * @param k K
 * @param seconds time of one product
 */
public record GemmPoint(long m, long n, long k, double seconds) {
  /** Validates the numbers. */
  public GemmPoint {
    if (m <= 0 || n <= 0 || k <= 0 || !(seconds > 0 && Double.isFinite(seconds))) {
      throw new IllegalArgumentException(
          "a point needs positive M, N, K and seconds: M="
              + m
              + ", N="
              + n
              + ", K="
              + k
              + ", seconds="
              + seconds);
    }
  }

  /** This point with its time multiplied. */
  public GemmPoint slower(double factor) {
    return new GemmPoint(m, n, k, seconds * factor);
  }
}
