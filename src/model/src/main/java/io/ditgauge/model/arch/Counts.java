package io.ditgauge.model.arch;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.OpClass;
import io.ditgauge.model.Work;
import java.util.List;

/**
 * Totals over ops.
 *
 * @param linearMacs MACs of matrix products with weights and of convolutions
 * @param attentionMacs MACs of products of activations: scores and values
 * @param elementwise elementwise operations, in no FLOP total
 * @param elementsRead compulsory reads of the leaf ops
 * @param elementsWritten writes of the leaf ops
 * @param launches leaf ops run, the least number of kernels without fusion
 */
public record Counts(
    Count linearMacs,
    Count attentionMacs,
    Count elementwise,
    Count elementsRead,
    Count elementsWritten,
    Count launches) {
  /** Nothing. */
  public static final Counts ZERO =
      new Counts(Count.ZERO, Count.ZERO, Count.ZERO, Count.ZERO, Count.ZERO, Count.ZERO);

  /** Totals of ops, composites by their parts. */
  public static Counts of(List<CountedOp> ops) {
    Counts total = ZERO;
    for (CountedOp op : ops) {
      total = total.plus(of(op));
    }
    return total;
  }

  private static Counts of(CountedOp op) {
    if (op.op().opClass() == OpClass.COMPOSITE) {
      return of(op.op().parts()).times(op.count());
    }
    Work work = op.op().work();
    boolean attention = op.op().opClass() == OpClass.ATTENTION;
    Count macs = Count.of(work.macs());
    return new Counts(
            attention ? Count.ZERO : macs,
            attention ? macs : Count.ZERO,
            Count.of(work.elementwiseOps()),
            Count.of(work.elementsRead()),
            Count.of(work.elementsWritten()),
            Count.of(1))
        .times(op.count());
  }

  /** All MACs. */
  public Count macs() {
    return linearMacs.plus(attentionMacs);
  }

  /** FLOPs: 2 x MACs. */
  public Count flops() {
    return macs().times(2);
  }

  /** FLOPs of matrix products with weights and of convolutions. */
  public Count linearFlops() {
    return linearMacs.times(2);
  }

  /** FLOPs of attention's two products. */
  public Count attentionFlops() {
    return attentionMacs.times(2);
  }

  /** Share of attention's two products in the FLOPs; 0 where there are none. */
  public double attentionShare() {
    double macs = macs().value();
    return macs == 0 ? 0 : attentionMacs.value() / macs;
  }

  /** The sum. */
  public Counts plus(Counts other) {
    return new Counts(
        linearMacs.plus(other.linearMacs),
        attentionMacs.plus(other.attentionMacs),
        elementwise.plus(other.elementwise),
        elementsRead.plus(other.elementsRead),
        elementsWritten.plus(other.elementsWritten),
        launches.plus(other.launches));
  }

  /** This many times over. */
  public Counts times(long factor) {
    return new Counts(
        linearMacs.times(factor),
        attentionMacs.times(factor),
        elementwise.times(factor),
        elementsRead.times(factor),
        elementsWritten.times(factor),
        launches.times(factor));
  }
}
