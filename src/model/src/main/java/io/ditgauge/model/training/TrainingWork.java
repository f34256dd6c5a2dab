package io.ditgauge.model.training;

import io.ditgauge.model.Checks;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Work;
import io.ditgauge.model.arch.Count;

/**
 * Work of forward and backward of one op as a single call that gives the gradients of all inputs
 * and weights.
 *
 * <p>MACs: forward, and behind each product one for its input and one for its weights, behind
 * attention's two products four. Traffic is the compulsory minimum of the whole call: r inputs and
 * weights and the w elements of the output's gradient read, r gradients written. Left out: scores
 * that a fused attention computes again, which the model does not need, and what is kept between
 * the two passes.
 */
public final class TrainingWork {
  private TrainingWork() {}

  /**
   * The work of forward and backward of that op.
   *
   * @throws ArithmeticException where a total exceeds a long
   */
  public static Work of(Op op) {
    Count macs = Count.of(op.work().macs());
    Count elementwise = Count.of(op.work().elementwiseOps());
    for (Leaf leaf : Leaf.of(new CountedOp(op.type(), op, 1), 1)) {
      macs =
          macs.plus(Backward.ofInputs(leaf.op()).times(leaf.runs()).macs())
              .plus(Backward.ofWeights(leaf.op()).times(leaf.runs()).macs());
      elementwise =
          elementwise
              .plus(Backward.ofInputs(leaf.op()).times(leaf.runs()).elementwise())
              .plus(Backward.ofWeights(leaf.op()).times(leaf.runs()).elementwise());
    }
    long read = op.work().elementsRead();
    return new Work(
        exact(macs), exact(elementwise), Checks.sum(read, op.work().elementsWritten()), read);
  }

  private static long exact(Count count) {
    if (!count.isExact()) {
      throw new ArithmeticException("a count must stay below 2^63: " + count.value());
    }
    return count.exact();
  }
}
