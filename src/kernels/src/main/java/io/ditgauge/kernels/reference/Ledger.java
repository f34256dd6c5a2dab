package io.ditgauge.kernels.reference;

/** Where the control puts every multiply-accumulate and every elementwise function that it does. */
final class Ledger {
  private long macs;
  private long elementwise;

  /** One multiply-accumulate of a matrix product or convolution: {@code sum + a b}. */
  double mac(double sum, double a, double b) {
    macs++;
    return sum + a * b;
  }

  /** The value that one application of an elementwise function to one element gave. */
  double applied(double value) {
    elementwise++;
    return value;
  }

  long macs() {
    return macs;
  }

  long elementwise() {
    return elementwise;
  }
}
