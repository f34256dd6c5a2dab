package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.linear;
import static io.ditgauge.kernels.nd4j.Nd4jOps.silu;

import io.ditgauge.model.DitForward;
import io.ditgauge.model.FinalLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The forward pass of a whole model. */
final class Forward {
  private static final long FEATURES = DitForward.TIMESTEP_FEATURES;

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
    INDArray c = buffers.empty(op.batch(), width);
    steps.add(condition(op, samples, c, buffers));
    Nd4jLeaves.Patches patches = new Nd4jLeaves.Patches(op.patchEmbed(), samples.x(), buffers);
    steps.add(patches::compute);
    INDArray y = trunk.add(patches.output(), c, steps, buffers);
    FinalLayer shape = new FinalLayer(op.batch(), op.tokens(), width, 1, op.outPatchElements());
    last = new LastLayer(shape, y, c, "final.", buffers);
    cut = Nd4jLeaves.cut(op.unpatchify(), last.output());
    output = buffers.empty(cut.shape());
  }

  /** c = two layers over sinusoids of the time step, plus the label's row. */
  private static Runnable condition(DitForward op, Samples samples, INDArray c, Buffers buffers) {
    long batch = op.batch();
    long width = op.stack().width();
    INDArray frequencies = buffers.empty(1, FEATURES / 2);
    for (long i = 0; i < FEATURES / 2; i++) {
      frequencies.putScalar(0, i, Math.pow(10_000, -i / (FEATURES / 2.0)));
    }
    INDArray angles = buffers.empty(batch, FEATURES / 2);
    INDArray features = buffers.empty(batch, FEATURES);
    INDArray cosines = Views.across(features, 0, FEATURES / 2);
    INDArray sines = Views.across(features, FEATURES / 2, FEATURES / 2);
    INDArray w1 = buffers.input("wt1", width, FEATURES);
    INDArray b1 = buffers.input("bt1", width);
    INDArray w2 = buffers.input("wt2", width, width);
    INDArray b2 = buffers.input("bt2", width);
    INDArray hidden = buffers.empty(batch, width);
    INDArray activated = buffers.empty(batch, width);
    INDArray labels = buffers.input("labels", op.stack().labels(), width);
    return () -> {
      samples.t().mmuli(frequencies, angles);
      cosines.assign(angles);
      Transforms.cos(cosines, false);
      sines.assign(angles);
      Transforms.sin(sines, false);
      linear(features, w1, b1, hidden);
      silu(hidden, activated);
      linear(activated, w2, b2, c);
      for (long i = 0; i < batch; i++) {
        c.getRow(i).addi(labels.getRow(samples.label().applyAsLong(i)));
      }
    };
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
