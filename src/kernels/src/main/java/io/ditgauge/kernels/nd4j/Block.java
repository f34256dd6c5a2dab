package io.ditgauge.kernels.nd4j;

import io.ditgauge.model.DitBlock;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A DiT block of x [B T, D] under the condition c [B, D]. */
final class Block {
  private final INDArray x;
  private final Modulation modulation;
  private final ModulatedNorm before;
  private final ModulatedNorm between;
  private final UnaryOperator<INDArray> attention;
  private final FeedForward feedForward;

  /** Takes the weights under that prefix; the output may be x itself. */
  Block(DitBlock op, INDArray x, INDArray c, String prefix, Buffers buffers) {
    this(op, op.tokens(), x, c, prefix, buffers);
  }

  /** The same where tokens attend to the others of their run of {@code run}. */
  Block(DitBlock op, long run, INDArray x, INDArray c, String prefix, Buffers buffers) {
    this.x = x;
    modulation = Modulation.adaptive(op.adaLn(), c, prefix, buffers);
    before = new ModulatedNorm(modulation, op.tokens(), 0, buffers);
    between = new ModulatedNorm(modulation, op.tokens(), 3, buffers);
    attention =
        run == op.tokens()
            ? new SelfAttention(op, prefix, buffers)::compute
            : new RunAttention(op, run, prefix, buffers)::compute;
    feedForward = new FeedForward(op.mlp(), prefix, buffers);
  }

  INDArray output() {
    return feedForward.output();
  }

  void compute() {
    modulation.compute();
    INDArray middle = attention.apply(before.compute(x));
    modulation.gate(middle, 2, x);
    INDArray y = feedForward.compute(between.compute(middle));
    modulation.gate(y, 5, middle);
  }
}
