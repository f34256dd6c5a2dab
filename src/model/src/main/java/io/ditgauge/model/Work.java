package io.ditgauge.model;

/**
 * The work of an op: an exact count that depends on nothing but its dimensions.
 *
 * <p>Traffic is the compulsory minimum: every input and every weight read once, every output
 * written once. What a kernel keeps inside (the hidden layer of an MLP, the scores of an attention)
 * is not counted, so achieved bytes per second are a lower bound on what the memory really moved.
 *
 * @param macs multiply-accumulates of matrix products and convolutions; one MAC is two FLOP
 * @param elementwiseOps applications of an elementwise function (bias, norm, modulation, softmax,
 *     activation, gate, residual) to one element, each counted as one and never added to the FLOPs
 * @param elementsRead elements of inputs and weights
 * @param elementsWritten elements of outputs
 */
public record Work(long macs, long elementwiseOps, long elementsRead, long elementsWritten) {

  /** Work of nothing. */
  public static final Work NONE = new Work(0, 0, 0, 0);

  /** Validates that no count is negative. */
  public Work {
    if (macs < 0 || elementwiseOps < 0 || elementsRead < 0 || elementsWritten < 0) {
      throw new IllegalArgumentException(
          "work must not be negative: macs="
              + macs
              + ", elementwiseOps="
              + elementwiseOps
              + ", elementsRead="
              + elementsRead
              + ", elementsWritten="
              + elementsWritten);
    }
  }

  /** Floating-point operations of the matrix products: 2 x MACs. */
  public long flops() {
    return Checks.product(2L, macs);
  }

  /** Bytes moved at the given element type: (elements read + written) x bytes an element. */
  public long bytes(DType dtype) {
    return Checks.product(Checks.sum(elementsRead, elementsWritten), dtype.bytes());
  }

  /** The sum of two works done one after the other, each with its own traffic. */
  public Work plus(Work other) {
    return new Work(
        Checks.sum(macs, other.macs),
        Checks.sum(elementwiseOps, other.elementwiseOps),
        Checks.sum(elementsRead, other.elementsRead),
        Checks.sum(elementsWritten, other.elementsWritten));
  }

  /** This work done {@code count} times. */
  public Work times(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative: count=" + count);
    }
    return new Work(
        Checks.product(macs, count),
        Checks.product(elementwiseOps, count),
        Checks.product(elementsRead, count),
        Checks.product(elementsWritten, count));
  }
}
