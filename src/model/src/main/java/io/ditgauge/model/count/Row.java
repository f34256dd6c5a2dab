package io.ditgauge.model.count;

import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Op;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of a count: a part of a pass, or an op of a part.
 *
 * @param part the part
 * @param name the op in the part; the part's own name for a part
 * @param op the op, where the line stands for a single one
 * @param count how often it runs in the pass
 * @param counts totals of all its runs
 * @param weights parameters of all its runs
 */
public record Row(
    String part, String name, Optional<Op> op, long count, Counts counts, Weights weights) {

  /**
   * Parameters.
   *
   * @param all of all experts
   * @param active that one token meets
   */
  public record Weights(long all, long active) {}

  /** The parts of a pass, in order. */
  public static List<Row> parts(ForwardPass pass) {
    return pass.parts().stream().map(Row::of).toList();
  }

  private static Row of(Part part) {
    boolean single = part.ops().size() == 1 && part.ops().get(0).count() == 1;
    return new Row(
        part.name(),
        part.name(),
        single ? Optional.of(part.ops().get(0).op()) : Optional.empty(),
        part.count(),
        part.counts(),
        new Weights(part.parameters(), part.activeParameters()));
  }

  /**
   * The ops of a pass, in order, composites by their parts. An op that holds more weights than its
   * parts meet (a mixture of experts) stays whole.
   */
  public static List<Row> ops(ForwardPass pass) {
    List<Row> rows = new ArrayList<>();
    for (Part part : pass.parts()) {
      for (CountedOp op : part.ops()) {
        addOp(rows, part.name(), op, part.count(), part.count());
      }
    }
    return rows;
  }

  private static void addOp(List<Row> rows, String part, CountedOp op, long runs, long weightSets) {
    long allRuns = product(runs, op.count());
    long allSets = product(weightSets, op.weightSets());
    if (isSumOfParts(op.op())) {
      for (CountedOp inner : op.op().parts()) {
        String name = part.equals(op.name()) ? inner.name() : op.name() + " " + inner.name();
        CountedOp named = new CountedOp(name, inner.op(), inner.count(), inner.weightSets());
        addOp(rows, part, named, allRuns, allSets);
      }
    } else {
      Counts one = Counts.of(List.of(new CountedOp(op.name(), op.op(), 1)));
      rows.add(
          new Row(
              part,
              op.name(),
              Optional.of(op.op()),
              allRuns,
              one.times(allRuns),
              new Weights(
                  product(allSets, op.op().parameters()),
                  product(allSets, op.op().activeParameters()))));
    }
  }

  private static boolean isSumOfParts(Op op) {
    long weights = 0;
    for (CountedOp part : op.parts()) {
      weights = sum(weights, part.parameters());
    }
    return !op.parts().isEmpty() && weights == op.parameters();
  }
}
