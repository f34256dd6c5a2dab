package io.ditgauge.kernels;

import io.ditgauge.model.DType;

/** Rounding of float32 values to narrower element types. */
public final class Rounding {
  private static final int BF16_FRACTION = 7;
  private static final int F16_FRACTION = 10;
  private static final int F16_LEAST_EXPONENT = -14;
  private static final double F16_MOST = 65504;
  private static final int F8_FRACTION = 3;
  private static final int F8_LEAST_EXPONENT = -6;
  private static final double F8_MOST = 448;

  private Rounding() {}

  /**
   * The nearest value of the element type, ties to even, as a float; NaN stays what it is.
   *
   * <p>Values beyond the range become infinite, and NaN in the eight-bit type, which has no
   * infinity. {@code f64}, {@code f32} and {@code tf32} keep the value: TF32 is rounded inside the
   * products of a GPU, its tensors are binary32.
   */
  public static float round(float value, DType dtype) {
    return switch (dtype) {
      case F64, F32, TF32 -> value;
      case BF16 -> (float) nearest(value, BF16_FRACTION, Float.MIN_EXPONENT);
      case F16 -> half(nearest(value, F16_FRACTION, F16_LEAST_EXPONENT));
      case F8 -> eight(nearest(value, F8_FRACTION, F8_LEAST_EXPONENT));
    };
  }

  private static float half(double value) {
    return Math.abs(value) > F16_MOST
        ? (float) Math.copySign(Double.POSITIVE_INFINITY, value)
        : (float) value;
  }

  private static float eight(double value) {
    return Math.abs(value) > F8_MOST ? Float.NaN : (float) value;
  }

  /** To a fraction of that many bits, of fewer below the least exponent of normal numbers. */
  private static double nearest(float value, int fraction, int leastExponent) {
    if (!Float.isFinite(value) || value == 0) {
      return value;
    }
    int exponent = Math.max(Math.getExponent(value), leastExponent);
    double step = Math.scalb(1.0, exponent - fraction);
    return Math.rint(value / step) * step;
  }
}
