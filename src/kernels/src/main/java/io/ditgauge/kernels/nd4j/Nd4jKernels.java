package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.batched;
import static io.ditgauge.kernels.nd4j.Nd4jOps.gelu;
import static io.ditgauge.kernels.nd4j.Nd4jOps.linear;
import static io.ditgauge.kernels.nd4j.Nd4jOps.product;
import static io.ditgauge.kernels.nd4j.Nd4jOps.silu;
import static io.ditgauge.kernels.nd4j.Nd4jOps.softmax;

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
    Modulation modulation = new Modulation(op, buffers);
    return new Nd4jCall(buffers, modulation.output(), modulation::compute);
  }

  static Kernel attention(Attention op, Buffers buffers) {
    long[] shape = {op.batch() * op.heads(), op.tokens(), op.headWidth()};
    INDArray q = buffers.input("q", shape);
    INDArray k = buffers.input("k", shape);
    INDArray v = buffers.input("v", shape);
    INDArray scores = buffers.empty(shape[0], op.tokens(), op.tokens());
    INDArray rows = scores.reshape(shape[0] * op.tokens(), op.tokens());
    INDArray y = buffers.empty(shape);
    double scale = 1 / Math.sqrt((double) op.headWidth());
    return new Nd4jCall(
        buffers,
        y,
        () -> {
          batched(q, false, k, true, scale, scores);
          softmax(rows);
          batched(scores, false, v, false, 1, y);
        });
  }

  static Kernel mlp(Mlp op, Buffers buffers) {
    INDArray x = buffers.input("x", op.batch() * op.tokens(), op.width());
    FeedForward feedForward = new FeedForward(op, buffers);
    return new Nd4jCall(buffers, feedForward.output(), () -> feedForward.compute(x));
  }

  static Kernel finalLayer(FinalLayer op, Buffers buffers) {
    long rows = op.batch() * op.tokens();
    INDArray x = buffers.input("x", rows, op.width());
    Modulation modulation = new Modulation(op.adaLn(), buffers);
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
    Modulation modulation = new Modulation(op.adaLn(), buffers);
    ModulatedNorm before = new ModulatedNorm(modulation, op.tokens(), 0, buffers);
    ModulatedNorm between = new ModulatedNorm(modulation, op.tokens(), 3, buffers);
    SelfAttention attention = new SelfAttention(op, buffers);
    FeedForward feedForward = new FeedForward(op.mlp(), buffers);
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

  /** The MLP over rows [B T, D] with its hidden layer and scratch. */
  private static final class FeedForward {
    private final INDArray w1;
    private final INDArray b1;
    private final INDArray w2;
    private final INDArray b2;
    private final INDArray hidden;
    private final INDArray scratch;
    private final INDArray output;

    FeedForward(Mlp op, Buffers buffers) {
      long rows = op.batch() * op.tokens();
      w1 = buffers.input("w1", op.hidden(), op.width());
      b1 = buffers.input("b1", op.hidden());
      w2 = buffers.input("w2", op.width(), op.hidden());
      b2 = buffers.input("b2", op.width());
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

  /** SiLU and the linear map of the conditioning to n chunks, [B, D] to [B, n D]. */
  static final class Modulation {
    private final AdaLn op;
    private final INDArray c;
    private final INDArray activated;
    private final INDArray w;
    private final INDArray b;
    private final INDArray output;

    Modulation(AdaLn op, Buffers buffers) {
      this.op = op;
      c = buffers.input("c", op.batch(), op.width());
      activated = buffers.empty(op.batch(), op.width());
      w = buffers.input("wm", op.chunks() * op.width(), op.width());
      b = buffers.input("bm", op.chunks() * op.width());
      output = buffers.empty(op.batch(), op.chunks() * op.width());
    }

    INDArray output() {
      return output;
    }

    AdaLn op() {
      return op;
    }

    void compute() {
      silu(c, activated);
      linear(activated, w, b, output);
    }

    /** y = x + gate y, image by image. */
    void gate(INDArray y, int chunk, INDArray x) {
      long tokens = y.size(0) / op.batch();
      for (long image = 0; image < op.batch(); image++) {
        Views.rows(y, image, tokens).muliRowVector(chunk(image, chunk));
      }
      y.addi(x);
    }

    /** One chunk [D] of one image. */
    INDArray chunk(long image, int chunk) {
      return Views.columns(output.getRow(image), chunk * op.width(), op.width());
    }
  }
}
