package io.ditgauge.estimator.calibration;

import io.ditgauge.estimator.run.Values;
import java.util.Locale;

/**
 * Model FLOPs utilization: the FLOPs that a model needs, over what its devices could have done in
 * the same time at their dense peak (Chowdhery et al., arXiv 2204.02311, appendix B).
 *
 * @param flops FLOPs that the model needs, without what is computed again
 * @param seconds in which they were done
 * @param devices devices that did them
 * @param peakFlopsPerSecond dense theoretical peak of one device at the element type
 */
public record ModelFlopsUtilization(
    double flops, double seconds, long devices, double peakFlopsPerSecond) {
  /**
   * Validates the parts.
   *
   * @throws IllegalArgumentException above 1, which no device does
   */
  public ModelFlopsUtilization {
    Values.positive("flops", flops);
    Values.positive("seconds", seconds);
    Values.atLeast("devices", devices, 1);
    Values.positive("peakFlopsPerSecond", peakFlopsPerSecond);
    double value = value(flops, seconds, devices, peakFlopsPerSecond);
    if (value > 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "an MFU must not be above 1: %.4g FLOP in %.4g s on %d device(s) of %.4g FLOP/s is"
                  + " %.4g; the peak may be that of another card, or devices were left out",
              flops,
              seconds,
              devices,
              peakFlopsPerSecond,
              value));
    }
  }

  private static double value(double flops, double seconds, long devices, double peak) {
    return flops / (seconds * devices * peak);
  }

  /** The utilization, above 0 and at most 1. */
  public double value() {
    return value(flops, seconds, devices, peakFlopsPerSecond);
  }
}
