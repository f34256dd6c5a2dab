package io.ditgauge.model;

/**
 * An op, how often a forward pass runs it, and how many sets of its weights the model holds.
 *
 * @param name what it is in the model, for instance {@code block}
 * @param op the op
 * @param count how often it runs
 * @param weightSets sets of weights; 0 where another op holds them, as in a tied head
 */
public record CountedOp(String name, Op op, long count, long weightSets) {
  /** Validates the counts. */
  public CountedOp {
    Checks.dimension(name, "count", count);
    if (weightSets < 0 || weightSets > count) {
      throw new IllegalArgumentException(
          "weightSets must be between 0 and count: weightSets="
              + weightSets
              + ", count="
              + count
              + " (in "
              + name
              + ")");
    }
  }

  /** An op that has its own weights each time it runs. */
  public CountedOp(String name, Op op, long count) {
    this(name, op, count, count);
  }

  /** Work of all the runs. */
  public Work work() {
    return op.work().times(count);
  }

  /** Parameters of all the weight sets. */
  public long parameters() {
    return Checks.product(weightSets, op.parameters());
  }
}
