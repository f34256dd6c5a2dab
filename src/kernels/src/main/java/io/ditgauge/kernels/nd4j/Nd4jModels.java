package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.linear;
import static io.ditgauge.kernels.nd4j.Nd4jOps.silu;

import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.FinalLayer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Factories of the ND4J kernels of whole models. */
final class Nd4jModels {
  private static final long FEATURES = DitForward.TIMESTEP_FEATURES;

  private Nd4jModels() {}

  static void register(KernelRegistry<Buffers> registry) {
    registry.with(DitForward.class, Nd4jModels::forward);
  }

  private static Kernel forward(DitForward op, Buffers buffers) {
    INDArray c = buffers.empty(op.batch(), op.stack().width());
    Runnable condition = condition(op, c, buffers);
    Nd4jLeaves.Patches patches = new Nd4jLeaves.Patches(op.patchEmbed(), buffers);
    INDArray positions = buffers.input("positions", op.tokens(), op.stack().width());
    List<Block> blocks = blocks(op, patches.output(), c, buffers);
    FinalLayer shape =
        new FinalLayer(op.batch(), op.tokens(), op.stack().width(), 1, op.outPatchElements());
    INDArray y = blocks.get(blocks.size() - 1).output();
    LastLayer last = new LastLayer(shape, y, c, "final.", buffers);
    INDArray cut = Nd4jLeaves.cut(op.unpatchify(), last.output());
    INDArray output = buffers.empty(cut.shape());
    return new Nd4jCall(
        buffers,
        output,
        () -> {
          condition.run();
          patches.compute();
          for (long image = 0; image < op.batch(); image++) {
            Views.rows(patches.output(), image, op.tokens()).addi(positions);
          }
          blocks.forEach(Block::compute);
          last.compute();
          output.assign(cut);
        });
  }

  /** Blocks with weights of their own over the same scratch, the output of one the next one's x. */
  private static List<Block> blocks(DitForward op, INDArray first, INDArray c, Buffers buffers) {
    List<Block> result = new ArrayList<>();
    INDArray x = first;
    buffers.mark();
    for (long layer = 0; layer < op.stack().layers(); layer++) {
      buffers.rewind();
      Block block = new Block(op.block(), x, c, layer + ".", buffers);
      result.add(block);
      x = block.output();
    }
    buffers.unmark();
    return result;
  }

  /** c = two layers over sinusoids of the time step, plus the label's row. */
  private static Runnable condition(DitForward op, INDArray c, Buffers buffers) {
    long batch = op.batch();
    long width = op.stack().width();
    INDArray t = buffers.input("t", batch, 1);
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
      t.mmuli(frequencies, angles);
      cosines.assign(angles);
      Transforms.cos(cosines, false);
      sines.assign(angles);
      Transforms.sin(sines, false);
      linear(features, w1, b1, hidden);
      silu(hidden, activated);
      linear(activated, w2, b2, c);
      for (long i = 0; i < batch; i++) {
        c.getRow(i).addi(labels.getRow(op.stack().labels() - 1 - i % op.stack().labels()));
      }
    };
  }
}
