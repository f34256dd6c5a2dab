package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;

import java.util.Map;

/**
 * Copy of n elements from one buffer to another: the measured roof of memory-bound ops.
 *
 * <p>No MACs; n elements read, n written. Left out: a write-allocate read of the destination, which
 * some machines add (STREAM convention, McCalpin).
 *
 * @param elements number of elements n
 */
public record Copy(long elements) implements Op {
  /** Type identifier. */
  public static final String TYPE = "copy";

  /** Validates the dimension. */
  public Copy {
    dimension(TYPE, "elements", elements);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions("elements", elements);
  }

  @Override
  public Work work() {
    return new Work(0, 0, elements, elements);
  }

  @Override
  public OpClass opClass() {
    return OpClass.MOVEMENT;
  }

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  public String shape() {
    return Long.toString(elements);
  }
}
