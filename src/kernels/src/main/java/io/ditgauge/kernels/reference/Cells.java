package io.ditgauge.kernels.reference;

import java.util.BitSet;

/**
 * Elements of a tensor in row-major order, each access on record.
 *
 * <p>An element is written once and read as often as wanted, but never before it is written: a loop
 * that misses an element, or meets one twice, fails instead of giving a wrong count.
 */
final class Cells {
  private final double[] values;
  private final BitSet written;
  private final BitSet read = new BitSet();

  private Cells(double[] values, BitSet written) {
    this.values = values;
    this.written = written;
  }

  /** A given tensor. */
  static Cells of(double... values) {
    BitSet all = new BitSet(values.length);
    all.set(0, values.length);
    return new Cells(values.clone(), all);
  }

  /** A tensor of that many elements to be written. */
  static Cells blank(long elements) {
    return new Cells(new double[Math.toIntExact(elements)], new BitSet());
  }

  int size() {
    return values.length;
  }

  double get(int index) {
    if (!written.get(index)) {
      throw new IllegalStateException("element " + index + " is read before it is written");
    }
    read.set(index);
    return values[index];
  }

  void set(int index, double value) {
    if (written.get(index)) {
      throw new IllegalStateException("element " + index + " is written twice");
    }
    written.set(index);
    values[index] = value;
  }

  /** Distinct elements read so far. */
  long elementsRead() {
    return read.cardinality();
  }

  /** Distinct elements written or given so far. */
  long elementsWritten() {
    return written.cardinality();
  }

  /** A copy of the values. */
  double[] values() {
    return values.clone();
  }
}
