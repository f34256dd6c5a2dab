package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.gelu;
import static io.ditgauge.kernels.nd4j.Nd4jOps.linear;

import io.ditgauge.model.Mlp;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The MLP over rows [B T, D] with its hidden layer and scratch. */
final class FeedForward {
  private final INDArray w1;
  private final INDArray b1;
  private final INDArray w2;
  private final INDArray b2;
  private final INDArray hidden;
  private final INDArray scratch;
  private final INDArray output;

  /** Takes the weights under that prefix. */
  FeedForward(Mlp op, String prefix, Buffers buffers) {
    long rows = op.batch() * op.tokens();
    w1 = buffers.input(prefix + "w1", op.hidden(), op.width());
    b1 = buffers.input(prefix + "b1", op.hidden());
    w2 = buffers.input(prefix + "w2", op.width(), op.hidden());
    b2 = buffers.input(prefix + "b2", op.width());
    hidden = buffers.empty(rows, op.hidden());
    scratch = buffers.empty(rows, op.hidden());
    output = buffers.empty(rows, op.width());
  }

  INDArray output() {
    return output;
  }

  INDArray compute(INDArray x) {
    linear(x, w1, b1, hidden);
    gelu(hidden, scratch);
    linear(hidden, w2, b2, output);
    return output;
  }
}
