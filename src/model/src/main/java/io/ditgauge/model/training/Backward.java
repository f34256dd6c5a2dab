package io.ditgauge.model.training;

import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.Elementwise;
import io.ditgauge.model.LinearAttention;
import io.ditgauge.model.Op;
import io.ditgauge.model.OpClass;
import io.ditgauge.model.Work;
import io.ditgauge.model.arch.Count;
import io.ditgauge.model.arch.Counts;

/**
 * Work behind one run of a leaf op, r elements having been read (p of them weights) and w written:
 *
 * <table>
 *   <caption>Backward work</caption>
 *   <tr><th>gradient</th><th>MACs</th><th>elementwise</th><th>read</th><th>written</th></tr>
 *   <tr><td>a product's input</td><td>as forward</td><td>0</td><td>p + w</td><td>r - p</td></tr>
 *   <tr><td>a product's weights</td><td>as forward</td><td>of its bias</td><td>r - p + w</td>
 *     <td>p</td></tr>
 *   <tr><td>attention's inputs</td><td>twice forward</td><td>as forward</td><td>r + 2 w</td>
 *     <td>r</td></tr>
 *   <tr><td>an elementwise op's operands</td><td>0</td><td>one an element and operand</td>
 *     <td>r + w</td><td>r</td></tr>
 *   <tr><td>a look-up's table</td><td>0</td><td>w sums</td><td>w</td><td>r</td></tr>
 * </table>
 */
final class Backward {
  private Backward() {}

  private static boolean isProduct(Op op) {
    return op.opClass() == OpClass.LINEAR || op.opClass() == OpClass.CONVOLUTION;
  }

  /** What goes on to the op in front. */
  static Counts ofInputs(Op op) {
    Work work = op.work();
    long read = work.elementsRead();
    long written = work.elementsWritten();
    if (isProduct(op)) {
      long weights = op.parameters();
      return new Counts(
          Count.of(work.macs()),
          Count.ZERO,
          Count.ZERO,
          Count.of(sum(weights, written)),
          Count.of(read - weights),
          Count.of(1));
    }
    if (op.opClass() == OpClass.MOVEMENT) {
      return op.parameters() > 0 ? Counts.ZERO : elementwise(0, written, read);
    }
    if (op.opClass() == OpClass.ATTENTION) {
      return new Counts(
          Count.ZERO,
          Count.of(work.macs()).times(2),
          Count.of(work.elementwiseOps()),
          Count.of(sum(read, written, written)),
          Count.of(read),
          Count.of(1));
    }
    return elementwise(operations(op), sum(read, written), read);
  }

  /** What updates the weights; that of a norm or a table is in {@link #ofInputs}. */
  static Counts ofWeights(Op op) {
    Work work = op.work();
    long read = work.elementsRead();
    long written = work.elementsWritten();
    if (isProduct(op)) {
      long weights = op.parameters();
      return new Counts(
          Count.of(work.macs()),
          Count.ZERO,
          Count.of(work.elementwiseOps()),
          Count.of(sum(read - weights, written)),
          Count.of(weights),
          Count.of(1));
    }
    return op.opClass() == OpClass.MOVEMENT && op.parameters() > 0
        ? elementwise(written, written, read)
        : Counts.ZERO;
  }

  /** Scores computed again inside attention's backward kernel: one product and the softmax. */
  static Counts scoresAgain(Op op) {
    if (op.opClass() != OpClass.ATTENTION || op instanceof LinearAttention) {
      return Counts.ZERO;
    }
    Work work = op.work();
    return new Counts(
        Count.ZERO,
        Count.of(work.macs() / 2),
        Count.of(work.elementwiseOps()),
        Count.ZERO,
        Count.ZERO,
        Count.ZERO);
  }

  private static long operations(Op op) {
    if (op instanceof Elementwise it) {
      int operands = it.function().operands() + it.function().broadcastOperands();
      return product(operands, it.elements());
    }
    return op.work().elementwiseOps();
  }

  private static Counts elementwise(long operations, long read, long written) {
    return new Counts(
        Count.ZERO,
        Count.ZERO,
        Count.of(operations),
        Count.of(read),
        Count.of(written),
        Count.of(1));
  }
}
