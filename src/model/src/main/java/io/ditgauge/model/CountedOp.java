package io.ditgauge.model;

/**
 * An op and how often a forward pass runs it.
 *
 * @param name what it is in the model, for instance {@code block}
 * @param op the op
 * @param count how often it runs
 */
public record CountedOp(String name, Op op, long count) {
  /** Validates the count. */
  public CountedOp {
    Checks.dimension(name, "count", count);
  }

  /** Work of all the runs. */
  public Work work() {
    return op.work().times(count);
  }
}
