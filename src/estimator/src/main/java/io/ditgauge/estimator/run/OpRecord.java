package io.ditgauge.estimator.run;

import io.ditgauge.model.DitBlock;
import io.ditgauge.model.Op;
import io.ditgauge.model.Ops;
import java.util.Map;

/**
 * An op as files carry it.
 *
 * @param type type identifier, as in {@code mlp}
 * @param dimensions dimensions by name
 */
public record OpRecord(String type, Map<String, Long> dimensions) {
  /** Validates and copies, keeping the order. */
  public OpRecord {
    Values.text("op type", type);
    dimensions = Values.ordered(dimensions);
  }

  /** That op. */
  public static OpRecord of(Op op) {
    return new OpRecord(op.type(), op.dimensions());
  }

  /**
   * The op.
   *
   * @throws IllegalArgumentException for an unknown type or wrong dimensions
   */
  public Op toOp() {
    return Ops.of(type, dimensions);
  }

  /** The label of the op in keys and tables: its type, but {@code block} for a DiT block. */
  public String label() {
    return type.equals(DitBlock.TYPE) ? "block" : type;
  }
}
