package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Map;

/**
 * Adds a learned table [T, D] to a stream [B, T, D]: positions, or the shifts and scales of an
 * adaLN-single block.
 *
 * <p>Work: B T D elementwise; B T D + min(T, E) D read, B T D written. The parameters are those of
 * the whole table, of which a forward pass may use a part, or all rows again and again.
 *
 * @param batch B
 * @param rows T, the rows that a pass uses
 * @param width D
 * @param entries E, rows of the table held
 */
public record LearnedTable(long batch, long rows, long width, long entries) implements Op {
  /** Type identifier. */
  public static final String TYPE = "learned-table";

  /** Validates the dimensions. */
  public LearnedTable {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "rows", rows);
    dimension(TYPE, "width", width);
    dimension(TYPE, "entries", entries);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions("batch", batch, "rows", rows, "width", width, "entries", entries);
  }

  @Override
  public Work work() {
    long elements = product(batch, rows, width);
    return new Work(0, elements, sum(elements, product(Math.min(rows, entries), width)), elements);
  }

  @Override
  public OpClass opClass() {
    return OpClass.ELEMENTWISE;
  }

  @Override
  public long parameters() {
    return product(entries, width);
  }

  @Override
  public String shape() {
    return batch + "x" + rows + "x" + width + ", entries=" + entries;
  }
}
