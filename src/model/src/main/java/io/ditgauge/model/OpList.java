package io.ditgauge.model;

import static io.ditgauge.model.Checks.product;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the ops of a block or a model in the order in which they run.
 *
 * <p>Rows are batch x tokens; {@code rowsPerSample} are the tokens that share one modulation.
 */
public final class OpList {
  /**
   * Most ops of one list: published networks have thousands, and a mistyped layer count trillions.
   */
  static final int LONGEST = 100_000;

  private final List<CountedOp> ops = new ArrayList<>();

  private OpList put(CountedOp op) {
    if (ops.size() >= LONGEST) {
      throw new IllegalArgumentException(
          "a part must not have more than "
              + LONGEST
              + " ops, which '"
              + op.name()
              + "' would exceed; is a number of layers mistyped?");
    }
    ops.add(op);
    return this;
  }

  /** Adds an op that runs once. */
  public OpList add(String name, Op op) {
    return add(name, op, 1);
  }

  /** Adds an op that runs {@code count} times, each with weights of its own. */
  public OpList add(String name, Op op, long count) {
    return put(new CountedOp(name, op, count));
  }

  /** Adds an op whose weights another op of the model holds. */
  public OpList addShared(String name, Op op, long count) {
    return put(new CountedOp(name, op, count, 0));
  }

  /** Adds ops. */
  public OpList addAll(List<CountedOp> more) {
    more.forEach(this::put);
    return this;
  }

  /** Adds ops under a common prefix: {@code "text " + name}. */
  public OpList addAll(String prefix, List<CountedOp> more) {
    for (CountedOp op : more) {
      put(new CountedOp(prefix + " " + op.name(), op.op(), op.count(), op.weightSets()));
    }
    return this;
  }

  /** Adds a linear map of {@code rows} rows. */
  public OpList linear(String name, long rows, long in, long out, boolean bias) {
    return add(name, new Linear(rows, in, out, bias ? 1 : 0));
  }

  /** Adds a norm. */
  public OpList norm(String name, Norm norm) {
    return add(name, norm);
  }

  /** Adds a function of {@code elements} elements without shared operands. */
  public OpList elementwise(Function function, String name, long elements) {
    return add(name, new Elementwise(function, elements, 1));
  }

  /** Adds x (1 + scale) + shift over [rows, width], one scale and shift for a sample. */
  public OpList modulate(String name, long rows, long width, long rowsPerSample) {
    return add(name, new Elementwise(Function.MODULATE, product(rows, width), rowsPerSample));
  }

  /** Adds x + gate y over [rows, width], one gate for a sample. */
  public OpList gatedResidual(String name, long rows, long width, long rowsPerSample) {
    return add(name, new Elementwise(Function.GATED_RESIDUAL, product(rows, width), rowsPerSample));
  }

  /** Adds x + y over [rows, width]. */
  public OpList residual(String name, long rows, long width) {
    return elementwise(Function.ADD, name, product(rows, width));
  }

  /** Adds a two-layer network: linear, function, linear, both with or without bias. */
  public OpList twoLayer(String name, long rows, Widths widths, Function function, boolean bias) {
    return linear(name + " 1", rows, widths.in(), widths.hidden(), bias)
        .elementwise(function, name + " activation", product(rows, widths.hidden()))
        .linear(name + " 2", rows, widths.hidden(), widths.out(), bias);
  }

  /**
   * Widths of a two-layer network.
   *
   * @param in input
   * @param hidden between the layers
   * @param out output
   */
  public record Widths(long in, long hidden, long out) {}

  /** The ops, unmodifiable. */
  public List<CountedOp> build() {
    return List.copyOf(ops);
  }
}
