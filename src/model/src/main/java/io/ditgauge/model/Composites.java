package io.ditgauge.model;

import static io.ditgauge.model.Checks.sum;

import java.util.List;

/** Work and parameters of an op that is made of others. */
final class Composites {
  private Composites() {}

  /**
   * The arithmetic of the parts with the traffic of the whole: what a block keeps inside is never
   * written.
   */
  static Work work(List<CountedOp> parts, long elementsRead, long elementsWritten) {
    long macs = 0;
    long elementwise = 0;
    for (CountedOp part : parts) {
      Work work = part.work();
      macs = sum(macs, work.macs());
      elementwise = sum(elementwise, work.elementwiseOps());
    }
    return new Work(macs, elementwise, elementsRead, elementsWritten);
  }

  /** The parameters of the parts. */
  static long parameters(List<CountedOp> parts) {
    long result = 0;
    for (CountedOp part : parts) {
      result = sum(result, part.parameters());
    }
    return result;
  }
}
