package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.linear;
import static io.ditgauge.kernels.nd4j.Nd4jOps.silu;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.CrossBlock;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Shifts, scales and gates [B, n D] and how they are made. */
final class Modulation {
  private final long width;
  private final INDArray output;
  private final Runnable calls;

  private Modulation(long width, INDArray output, Runnable calls) {
    this.width = width;
    this.output = output;
    this.calls = calls;
  }

  /** SiLU and the linear map of the conditioning, with the weights under that prefix. */
  static Modulation adaptive(AdaLn op, String prefix, Buffers buffers) {
    return adaptive(op, buffers.input("c", op.batch(), op.width()), prefix, buffers);
  }

  /** The same of a conditioning c [B, D]. */
  static Modulation adaptive(AdaLn op, INDArray c, String prefix, Buffers buffers) {
    INDArray activated = buffers.empty(op.batch(), op.width());
    INDArray w = buffers.input(prefix + "wm", op.chunks() * op.width(), op.width());
    INDArray b = buffers.input(prefix + "bm", op.chunks() * op.width());
    INDArray output = buffers.empty(op.batch(), op.chunks() * op.width());
    return new Modulation(
        op.width(),
        output,
        () -> {
          silu(c, activated);
          linear(activated, w, b, output);
        });
  }

  /** The shared modulation of the pass plus the table of the block. */
  static Modulation shared(CrossBlock op, Buffers buffers) {
    INDArray e = buffers.input("e", op.batch(), 6 * op.width());
    INDArray table = buffers.input("table", 6 * op.width());
    INDArray output = buffers.empty(op.batch(), 6 * op.width());
    return new Modulation(
        op.width(),
        output,
        () -> {
          output.assign(e);
          output.addiRowVector(table);
        });
  }

  INDArray output() {
    return output;
  }

  long batch() {
    return output.size(0);
  }

  long width() {
    return width;
  }

  void compute() {
    calls.run();
  }

  /** y = x + gate y, image by image. */
  void gate(INDArray y, int chunk, INDArray x) {
    long tokens = y.size(0) / batch();
    for (long image = 0; image < batch(); image++) {
      Views.rows(y, image, tokens).muliRowVector(chunk(image, chunk));
    }
    y.addi(x);
  }

  /** One chunk [D] of one image. */
  INDArray chunk(long image, int chunk) {
    return Views.columns(output.getRow(image), chunk * width, width);
  }
}
