package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.linear;
import static io.ditgauge.kernels.nd4j.Nd4jOps.product;

import io.ditgauge.kernels.Kernel;
import io.ditgauge.model.AdaLn;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.FinalLayer;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Patchify;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Factories of the ND4J kernels: buffers and views first, then the calls that a run makes. */
final class Nd4jKernels {
  private Nd4jKernels() {}

  static Kernel gemm(Gemm op, Buffers buffers) {
    INDArray x = buffers.input("x", op.m(), op.k());
    INDArray w = buffers.input("w", op.n(), op.k());
    INDArray y = buffers.empty(op.m(), op.n());
    return new Nd4jCall(buffers, y, () -> product(x, w, y));
  }

  static Kernel copy(Copy op, Buffers buffers) {
    INDArray x = buffers.tiled("x", op.elements());
    INDArray y = buffers.empty(op.elements());
    return new Nd4jCall(buffers, y, () -> y.assign(x));
  }

  static Kernel patchify(Patchify op, Buffers buffers) {
    long grid = op.side() / op.patch();
    INDArray x =
        buffers
            .input("x", op.batch(), op.channels(), op.side(), op.side())
            .reshape(op.batch(), op.channels(), grid, op.patch(), grid, op.patch())
            .permute(0, 2, 4, 1, 3, 5);
    long rows = op.batch() * op.tokens();
    INDArray patches = buffers.empty(rows, op.patchElements());
    INDArray unfolded = patches.reshape(x.shape());
    INDArray w = buffers.input("w", op.width(), op.patchElements());
    INDArray b = buffers.input("b", op.width());
    INDArray y = buffers.empty(rows, op.width());
    return new Nd4jCall(
        buffers,
        y,
        () -> {
          unfolded.assign(x);
          linear(patches, w, b, y);
        });
  }

  static Kernel adaLn(AdaLn op, Buffers buffers) {
    Modulation modulation = Modulation.adaptive(op, "", buffers);
    return new Nd4jCall(buffers, modulation.output(), modulation::compute);
  }

  static Kernel attention(Attention op, Buffers buffers) {
    AttentionCore core = core(op, "", buffers);
    return new Nd4jCall(buffers, core.output(), core::compute);
  }

  /** Attention over the inputs q, k and v with that suffix. */
  static AttentionCore core(Attention op, String suffix, Buffers buffers) {
    long[] shape = {op.batch() * op.heads(), op.tokens(), op.headWidth()};
    return new AttentionCore(
        buffers.input("q" + suffix, shape),
        buffers.input("k" + suffix, shape),
        buffers.input("v" + suffix, shape),
        buffers);
  }

  static Kernel mlp(Mlp op, Buffers buffers) {
    INDArray x = buffers.input("x", op.batch() * op.tokens(), op.width());
    FeedForward feedForward = new FeedForward(op, "", buffers);
    return new Nd4jCall(buffers, feedForward.output(), () -> feedForward.compute(x));
  }

  static Kernel finalLayer(FinalLayer op, Buffers buffers) {
    INDArray x = buffers.input("x", op.batch() * op.tokens(), op.width());
    INDArray c = buffers.input("c", op.batch(), op.width());
    LastLayer layer = new LastLayer(op, x, c, "", buffers);
    return new Nd4jCall(buffers, layer.output(), layer::compute);
  }

  static Kernel block(DitBlock op, Buffers buffers) {
    INDArray x = buffers.input("x", op.batch() * op.tokens(), op.width());
    INDArray c = buffers.input("c", op.batch(), op.width());
    Block block = new Block(op, x, c, "", buffers);
    return new Nd4jCall(buffers, block.output(), block::compute);
  }
}
