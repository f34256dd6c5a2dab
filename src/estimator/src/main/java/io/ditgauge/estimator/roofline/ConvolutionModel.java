package io.ditgauge.estimator.roofline;

/**
 * Time of convolutions: a share of the card's peak, wide for lack of measurements.
 *
 * @param flopsPerSecond2d two-dimensional
 * @param flopsPerSecond3d three-dimensional
 * @param spread standard deviation of the logarithm
 */
public record ConvolutionModel(double flopsPerSecond2d, double flopsPerSecond3d, double spread) {
  /** Validates the numbers. */
  public ConvolutionModel {
    if (!(flopsPerSecond2d > 0 && flopsPerSecond3d > 0 && spread >= 0)) {
      throw new IllegalArgumentException(
          "convolution rates must be positive: flopsPerSecond2d="
              + flopsPerSecond2d
              + ", flopsPerSecond3d="
              + flopsPerSecond3d);
    }
  }

  /** Time of so many FLOPs. */
  public Timing timing(double flops, boolean threeDimensional) {
    double rate = threeDimensional ? flopsPerSecond3d : flopsPerSecond2d;
    return new Timing(Math.max(1e-9, flops / rate), spread, false);
  }
}
