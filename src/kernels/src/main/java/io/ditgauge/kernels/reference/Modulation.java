package io.ditgauge.kernels.reference;

/** Shifts, scales and gates of an adaptive norm, m[B, n D], applied to rows [B T, D]. */
final class Modulation {
  private final double[] values;
  private final int tokens;
  private final int width;
  private final int chunks;

  Modulation(double[] values, long tokens, long width, int chunks) {
    this.values = values;
    this.tokens = (int) tokens;
    this.width = (int) width;
    this.chunks = chunks;
  }

  /** norm(x) (1 + scale) + shift, the norm without affine part over the width. */
  double[] modulatedNorm(double[] x, int shift, int scale) {
    double[] result = new double[x.length];
    for (int row = 0; row < x.length / width; row++) {
      double mean = 0;
      for (int d = 0; d < width; d++) {
        mean += x[row * width + d] / width;
      }
      double variance = 0;
      for (int d = 0; d < width; d++) {
        double centred = x[row * width + d] - mean;
        variance += centred * centred / width;
      }
      double deviation = Math.sqrt(variance + Control.EPSILON);
      for (int d = 0; d < width; d++) {
        double normed = (x[row * width + d] - mean) / deviation;
        result[row * width + d] = normed * (1 + at(row, scale, d)) + at(row, shift, d);
      }
    }
    return result;
  }

  /** x + gate y. */
  double[] gatedSum(double[] x, double[] y, int gate) {
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = x[i] + at(i / width, gate, i % width) * y[i];
    }
    return result;
  }

  private double at(int row, int chunk, int column) {
    return values[(row / tokens) * chunks * width + chunk * width + column];
  }
}
