package io.ditgauge.kernels;

/** Rounding to bfloat16. */
public final class BFloat16 {
  private BFloat16() {}

  /**
   * The nearest bfloat16 value, ties to even, as a float; NaN and infinities stay what they are.
   */
  public static float round(float value) {
    if (Float.isNaN(value)) {
      return value;
    }
    int bits = Float.floatToRawIntBits(value);
    int rounded = bits + 0x7fff + ((bits >>> 16) & 1);
    return Float.intBitsToFloat(rounded & 0xffff0000);
  }
}
