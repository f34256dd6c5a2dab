package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import java.util.Map;

/**
 * An op that no model has: what a machine or a library does at best, or what a call costs.
 *
 * <table>
 *   <caption>Work on n elements</caption>
 *   <tr><th>kind</th><th>formula</th><th>MACs</th><th>elementwise</th><th>read</th><th>written</th></tr>
 *   <tr><td>empty</td><td>y = x</td><td>0</td><td>0</td><td>n</td><td>n</td></tr>
 *   <tr><td>read</td><td>y = max x</td><td>0</td><td>n</td><td>n</td><td>1</td></tr>
 *   <tr><td>triad</td><td>y = a + 3 b</td><td>0</td><td>2 n</td><td>2 n</td><td>n</td></tr>
 *   <tr><td>fma</td><td>n fused multiply-adds in registers</td><td>n</td><td>0</td><td>0</td>
 *     <td>0</td></tr>
 * </table>
 *
 * <p>Triad as in STREAM (McCalpin); like there, the read that a write-allocating cache adds is left
 * out.
 *
 * @param kind which
 * @param size n
 */
public record Probe(Kind kind, long size) implements Op {
  /** What is probed. */
  public enum Kind {
    /** The crossing into a library: the smallest call through the same path. */
    EMPTY("empty", "elements"),
    /** Bandwidth of reading. */
    READ("read", "elements"),
    /** Bandwidth of two streams in and one out. */
    TRIAD("triad", "elements"),
    /** Arithmetic without memory. */
    FMA("fma", "macs");

    private final String type;
    private final String dimension;

    Kind(String type, String dimension) {
      this.type = type;
      this.dimension = dimension;
    }

    /** The type identifier of the op. */
    public String type() {
      return type;
    }

    /** The name of its dimension. */
    public String dimension() {
      return dimension;
    }
  }

  /** Factor of b in a triad. */
  public static final double TRIAD_FACTOR = 3;

  /** Validates the dimension. */
  public Probe {
    dimension(kind.type(), kind.dimension(), size);
  }

  /** The smallest call. */
  public static Probe empty() {
    return new Probe(Kind.EMPTY, 1);
  }

  @Override
  public String type() {
    return kind.type();
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions(kind.dimension(), size);
  }

  @Override
  public Work work() {
    return switch (kind) {
      case EMPTY -> new Work(0, 0, size, size);
      case READ -> new Work(0, size, size, 1);
      case TRIAD -> new Work(0, product(2, size), product(2, size), size);
      case FMA -> new Work(size, 0, 0, 0);
    };
  }

  @Override
  public OpClass opClass() {
    return switch (kind) {
      case EMPTY -> OpClass.MOVEMENT;
      case READ, TRIAD -> OpClass.ELEMENTWISE;
      case FMA -> OpClass.LINEAR;
    };
  }

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  public String shape() {
    return Long.toString(size);
  }
}
