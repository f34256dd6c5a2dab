package io.ditgauge.model.training;

import io.ditgauge.model.Checks;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Moe;
import io.ditgauge.model.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * A leaf op of a network.
 *
 * @param name its name in the op that it is a part of
 * @param op the leaf
 * @param runs how often a pass runs it
 * @param sets sets of its weights
 * @param expert whether it is inside a mixture of experts
 */
record Leaf(String name, Op op, long runs, long sets, boolean expert) {
  /** The leaves of an op that a part repeats. */
  static List<Leaf> of(CountedOp op, long repetitions) {
    List<Leaf> leaves = new ArrayList<>();
    collect(op, repetitions, repetitions, false, leaves);
    return leaves;
  }

  private static void collect(
      CountedOp it, long runs, long sets, boolean expert, List<Leaf> leaves) {
    long allRuns = Checks.product(runs, it.count());
    long allSets = Checks.product(sets, it.weightSets());
    List<CountedOp> parts = it.op().parts();
    if (parts.isEmpty()) {
      leaves.add(new Leaf(it.name(), it.op(), allRuns, allSets, expert));
    }
    for (CountedOp part : parts) {
      collect(part, allRuns, allSets, expert || it.op() instanceof Moe, leaves);
    }
  }
}
