package io.ditgauge.estimator.hardware;

import io.ditgauge.estimator.run.Values;

/**
 * The peak of a GPU at one element type, dense, from the data sheet of exactly that card.
 *
 * @param device identifier as in {@code cuda:0}
 * @param dtype element type identifier
 * @param flopsPerSecond the peak
 * @param card the card in the table of data sheets, which includes its form factor
 * @param source origin of the figure
 */
public record AcceleratorCeiling(
    String device, String dtype, double flopsPerSecond, String card, String source) {
  /** Validates the parts. */
  public AcceleratorCeiling {
    Values.text("device", device);
    Values.text("dtype", dtype);
    Values.positive("flopsPerSecond", flopsPerSecond);
    Values.text("card", card);
    Values.text("source", source);
  }
}
