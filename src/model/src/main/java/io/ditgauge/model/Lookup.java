package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import java.util.Map;

/**
 * Looks up a row of a learned table for each of M tokens or labels: no MACs, min(M, E) D read (each
 * entry once, all different as far as there are any), M D written. Left out: the indices.
 *
 * @param rows M
 * @param width D
 * @param entries E, rows of the table
 */
public record Lookup(long rows, long width, long entries) implements Op {
  /** Type identifier. */
  public static final String TYPE = "lookup";

  /** Validates the dimensions. */
  public Lookup {
    dimension(TYPE, "rows", rows);
    dimension(TYPE, "width", width);
    dimension(TYPE, "entries", entries);
  }

  /** The entry of a row: counted from the last, different ones as far as there are any. */
  public long entry(long row) {
    return entries - 1 - row % entries;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions("rows", rows, "width", width, "entries", entries);
  }

  @Override
  public Work work() {
    return new Work(0, 0, product(Math.min(rows, entries), width), product(rows, width));
  }

  @Override
  public OpClass opClass() {
    return OpClass.MOVEMENT;
  }

  @Override
  public long parameters() {
    return product(entries, width);
  }

  @Override
  public String shape() {
    return rows + "x" + width + ", entries=" + entries;
  }
}
