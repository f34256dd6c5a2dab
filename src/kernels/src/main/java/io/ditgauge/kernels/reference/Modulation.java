package io.ditgauge.kernels.reference;

/**
 * Shifts, scales and gates m [B, n D], applied to rows [B T, D], once for the T rows of a sample.
 */
final class Modulation {
  private final Ledger ledger;
  private final Cells values;
  private final int chunks;
  private final int tokens;
  private final int width;

  Modulation(Ledger ledger, Cells values, int chunks, long tokens, long width) {
    this.ledger = ledger;
    this.values = values;
    this.chunks = chunks;
    this.tokens = (int) tokens;
    this.width = (int) width;
  }

  /** x (1 + scale) + shift: one function. */
  Cells modulated(Cells x, int shift, int scale) {
    Cells result = Cells.blank(x.size());
    for (int i = 0; i < x.size(); i++) {
      result.set(i, ledger.applied(x.get(i) * (1 + at(i, scale)) + at(i, shift)));
    }
    return result;
  }

  /** x + gate y: two functions. */
  Cells gatedSum(Cells x, Cells y, int gate) {
    Cells result = Cells.blank(x.size());
    for (int i = 0; i < x.size(); i++) {
      double gated = ledger.applied(at(i, gate) * y.get(i));
      result.set(i, ledger.applied(x.get(i) + gated));
    }
    return result;
  }

  private double at(int index, int chunk) {
    int sample = index / width / tokens;
    return values.get((sample * chunks + chunk) * width + index % width);
  }
}
