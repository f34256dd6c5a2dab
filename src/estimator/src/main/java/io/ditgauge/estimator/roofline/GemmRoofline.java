package io.ditgauge.estimator.roofline;

/**
 * Time of a matrix product: t0 + (c^p + b^p)^(1/p), with c the compute time at a sustained peak and
 * b the time of its compulsory traffic.
 *
 * @param flopsPerSecond sustained peak
 * @param bytesPerSecond sustained bandwidth
 * @param overheadSeconds t0
 * @param sharpness p: the larger, the more compute and traffic overlap
 * @param elementBytes bytes of one element
 */
public record GemmRoofline(
    double flopsPerSecond,
    double bytesPerSecond,
    double overheadSeconds,
    double sharpness,
    int elementBytes) {
  /** Validates the numbers. */
  public GemmRoofline {
    if (!(flopsPerSecond > 0 && bytesPerSecond > 0 && overheadSeconds >= 0 && sharpness >= 1)) {
      throw new IllegalArgumentException(
          "a roofline needs positive rates, an overhead of at least 0 and a sharpness of at least"
              + " 1: flopsPerSecond="
              + flopsPerSecond
              + ", bytesPerSecond="
              + bytesPerSecond
              + ", overheadSeconds="
              + overheadSeconds
              + ", sharpness="
              + sharpness);
    }
  }

  /** Seconds of one product. */
  public double seconds(long m, long n, long k) {
    double compute = 2.0 * m * n * k / flopsPerSecond;
    double traffic = elementBytes * ((double) m * k + (double) n * k + (double) m * n);
    double memory = traffic / bytesPerSecond;
    double larger = Math.max(compute, memory);
    double smaller = Math.min(compute, memory);
    return overheadSeconds
        + larger * Math.pow(1 + Math.pow(smaller / larger, sharpness), 1 / sharpness);
  }

  /** This roofline with its times multiplied. */
  public GemmRoofline slower(double factor) {
    return new GemmRoofline(
        flopsPerSecond / factor,
        bytesPerSecond / factor,
        overheadSeconds * factor,
        sharpness,
        elementBytes);
  }
}
