package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.OpList;
import io.ditgauge.model.config.Keys;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a feed-forward part does between its matrices, by the name in configurations.
 *
 * <p>Source: huggingface/diffusers, attention.py ({@code FeedForward}) and activations.py.
 */
enum FeedForwardKind {
  /** Two matrices with the error-function GELU. */
  GELU(Function.GELU, false),
  /** Two matrices with the tanh GELU. */
  GELU_APPROXIMATE(Function.GELU_TANH, false),
  /** Two matrices with SiLU. */
  LINEAR_SILU(Function.SILU, false),
  /** Three matrices, the gate through GELU. */
  GEGLU(Function.GELU, true),
  /** Three matrices, the gate through SiLU. */
  SWIGLU(Function.SILU, true);

  private final Function function;
  private final boolean gated;

  FeedForwardKind(Function function, boolean gated) {
    this.function = function;
    this.gated = gated;
  }

  /** The kind that {@code activation_fn} names. */
  static FeedForwardKind read(Keys keys, FeedForwardKind byDefault) {
    String name = keys.text("activation_fn", byDefault.id());
    for (FeedForwardKind kind : values()) {
      if (kind.id().equals(name)) {
        return kind;
      }
    }
    throw keys.refuse(
        "activation_fn",
        name,
        "one of "
            + Arrays.stream(values()).map(FeedForwardKind::id).collect(Collectors.joining(", ")));
  }

  /** The name in configurations, for instance {@code gelu-approximate}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The ops: [M, D] to [M, F] (or two of them) to [M, D].
   *
   * @param rows M
   * @param width D
   * @param hidden F
   */
  List<CountedOp> ops(long rows, long width, long hidden, boolean bias) {
    long hiddens = product(rows, hidden);
    OpList ops =
        new OpList()
            .linear(
                gated ? "mlp gate and up" : "mlp up",
                rows,
                width,
                product(gated ? 2 : 1, hidden),
                bias)
            .elementwise(function, "mlp activation", hiddens);
    if (gated) {
      ops.elementwise(Function.MULTIPLY, "mlp gate", hiddens);
    }
    return ops.linear("mlp down", rows, hidden, width, bias).build();
  }
}
