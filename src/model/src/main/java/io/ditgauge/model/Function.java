package io.ditgauge.model;

import java.util.Locale;

/**
 * An elementwise function, by what it does to one element of its output.
 *
 * <p>Each application to one element counts as one elementwise operation, whatever it costs: a GELU
 * is one, a modulation x (1 + scale) + shift is one, a gated residual x + gate y is two (gate and
 * residual), as in {@link DitBlock}.
 */
public enum Function {
  /** Sigmoid. */
  SIGMOID(1, 1, 0),
  /** x sigmoid(x). */
  SILU(1, 1, 0),
  /** GELU in the error-function form. */
  GELU(1, 1, 0),
  /** GELU in the tanh form. */
  GELU_TANH(1, 1, 0),
  /** x sigmoid(1.702 x), as in CLIP. */
  QUICK_GELU(1, 1, 0),
  /** max(x, 0). */
  RELU(1, 1, 0),
  /** tanh. */
  TANH(1, 1, 0),
  /** A constant factor. */
  SCALE(1, 1, 0),
  /** Sine or cosine features of a scalar for each row. */
  SINUSOID(1, 0, 1),
  /** x + y. */
  ADD(1, 2, 0),
  /** x y. */
  MULTIPLY(1, 2, 0),
  /** x + y with one y for each group of rows. */
  BROADCAST_ADD(1, 1, 1),
  /** x y with one y for each group of rows: a gate. */
  BROADCAST_MULTIPLY(1, 1, 1),
  /** x (1 + scale) + shift with one scale and shift for each group of rows. */
  MODULATE(1, 1, 2),
  /** x + gate y with one gate for each group of rows. */
  GATED_RESIDUAL(2, 2, 1),
  /** Softmax along rows, as a step of its own (routers, unfused scores). */
  SOFTMAX(1, 1, 0);

  private final int ops;
  private final int operands;
  private final int broadcastOperands;

  Function(int ops, int operands, int broadcastOperands) {
    this.ops = ops;
    this.operands = operands;
    this.broadcastOperands = broadcastOperands;
  }

  /** Elementwise operations for an element of the output. */
  public int ops() {
    return ops;
  }

  /** Operands of the size of the output. */
  public int operands() {
    return operands;
  }

  /** Operands that several elements of the output share. */
  public int broadcastOperands() {
    return broadcastOperands;
  }

  /** The identifier in files, for instance {@code gelu-tanh}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
