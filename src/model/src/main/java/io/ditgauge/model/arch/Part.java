package io.ditgauge.model.arch;

import io.ditgauge.model.Checks;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Op;
import java.util.List;

/**
 * A named run of ops that a network repeats, each time with weights of its own.
 *
 * @param name for instance {@code dual-stream block}
 * @param ops the ops of one repetition, in order
 * @param count repetitions
 */
public record Part(String name, List<CountedOp> ops, long count) {
  /** Validates and copies. */
  public Part {
    Checks.dimension(name, "count", count);
    ops = List.copyOf(ops);
  }

  /** A part of one op. */
  public static Part of(String name, Op op) {
    return new Part(name, List.of(new CountedOp(name, op, 1)), 1);
  }

  /** Totals of all repetitions. */
  public Counts counts() {
    return Counts.of(ops).times(count);
  }

  /** Parameters of all repetitions. */
  public long parameters() {
    long one = 0;
    for (CountedOp op : ops) {
      one = Checks.sum(one, op.parameters());
    }
    return Checks.product(one, count);
  }

  /** Parameters that one token meets: fewer than all only where experts are chosen. */
  public long activeParameters() {
    long one = 0;
    for (CountedOp op : ops) {
      one = Checks.sum(one, Checks.product(op.weightSets(), op.op().activeParameters()));
    }
    return Checks.product(one, count);
  }
}
