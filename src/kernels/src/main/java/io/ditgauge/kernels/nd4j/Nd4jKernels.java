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
    long rows = op.batch() * op.tokens();
    INDArray x = buffers.input("x", rows, op.width());
    Modulation modulation = Modulation.adaptive(op.adaLn(), "", buffers);
    ModulatedNorm norm = new ModulatedNorm(modulation, op.tokens(), 0, buffers);
    INDArray w = buffers.input("wl", op.patchElements(), op.width());
    INDArray b = buffers.input("bl", op.patchElements());
    INDArray y = buffers.empty(rows, op.patchElements());
    return new Nd4jCall(
        buffers,
        y,
        () -> {
          modulation.compute();
          linear(norm.compute(x), w, b, y);
        });
  }

  static Kernel block(DitBlock op, Buffers buffers) {
    INDArray x = buffers.input("x", op.batch() * op.tokens(), op.width());
    Modulation modulation = Modulation.adaptive(op.adaLn(), "", buffers);
    ModulatedNorm before = new ModulatedNorm(modulation, op.tokens(), 0, buffers);
    ModulatedNorm between = new ModulatedNorm(modulation, op.tokens(), 3, buffers);
    SelfAttention attention = new SelfAttention(op, buffers);
    FeedForward feedForward = new FeedForward(op.mlp(), "", buffers);
    return new Nd4jCall(
        buffers,
        feedForward.output(),
        () -> {
          modulation.compute();
          INDArray middle = attention.compute(before.compute(x));
          modulation.gate(middle, 2, x);
          INDArray y = feedForward.compute(between.compute(middle));
          modulation.gate(y, 5, middle);
        });
  }
}
