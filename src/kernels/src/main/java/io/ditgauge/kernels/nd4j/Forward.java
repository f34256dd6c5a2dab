package io.ditgauge.kernels.nd4j;

import io.ditgauge.model.DitForward;
import io.ditgauge.model.FinalLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The forward pass of a whole model. */
final class Forward {
  /**
   * What a pass is over.
   *
   * @param x latents, contiguous
   * @param t a time step for each, [B, 1]
   * @param label the row of the label table of each
   */
  record Samples(INDArray x, INDArray t, LongUnaryOperator label) {}

  /** What lies between patches and prediction. */
  interface Trunk {
    /**
     * Adds its steps, in order.
     *
     * @param tokens where they find the embedded patches, [B T, D], which they may change
     * @param c the condition
     * @param steps where they are added
     * @return what the last of them writes, [B T, D]
     */
    INDArray add(INDArray tokens, INDArray c, List<Runnable> steps, Buffers buffers);
  }

  private final List<Runnable> steps = new ArrayList<>();
  private final LastLayer last;
  private final INDArray cut;
  private final INDArray output;

  Forward(DitForward op, Samples samples, Trunk trunk, Buffers buffers) {
    long width = op.stack().width();
    INDArray c = condition(op, samples, buffers);
    Nd4jLeaves.Patches patches = new Nd4jLeaves.Patches(op.patchEmbed(), samples.x(), buffers);
    steps.add(patches::compute);
    INDArray y = trunk.add(patches.output(), c, steps, buffers);
    FinalLayer shape = new FinalLayer(op.batch(), op.tokens(), width, 1, op.outPatchElements());
    last = new LastLayer(shape, y, c, "final.", buffers);
    cut = Nd4jLeaves.cut(op.unpatchify(), last.output());
    output = buffers.empty(cut.shape());
  }

  /** What the blocks are conditioned on: c [B, D], the embedded time step plus the label's row. */
  private INDArray condition(DitForward op, Samples samples, Buffers buffers) {
    Embedder embedder = new Embedder(op.timestep(), samples.t(), buffers);
    INDArray labels = buffers.input("labels", op.stack().labels(), op.stack().width());
    INDArray c = embedder.output();
    steps.add(embedder::compute);
    steps.add(
        () -> {
          for (long i = 0; i < op.batch(); i++) {
            c.getRow(i).addi(labels.getRow(samples.label().applyAsLong(i)));
          }
        });
    return c;
  }

  /** The prediction [B, 2C, N]. */
  INDArray output() {
    return output;
  }

  void compute() {
    steps.forEach(Runnable::run);
    last.compute();
    output.assign(cut);
  }
}
