package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.linear;

import io.ditgauge.model.FinalLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The adaptive norm of x [B T, D] under the condition c [B, D] and the linear map to patches. */
final class LastLayer {
  private final INDArray x;
  private final Modulation modulation;
  private final ModulatedNorm norm;
  private final INDArray w;
  private final INDArray b;
  private final INDArray output;

  /** Takes the modulation's weights under that prefix. */
  LastLayer(FinalLayer op, INDArray x, INDArray c, String prefix, Buffers buffers) {
    this.x = x;
    modulation = Modulation.adaptive(op.adaLn(), c, prefix, buffers);
    norm = new ModulatedNorm(modulation, op.tokens(), 0, buffers);
    w = buffers.input("wl", op.patchElements(), op.width());
    b = buffers.input("bl", op.patchElements());
    output = buffers.empty(op.batch() * op.tokens(), op.patchElements());
  }

  INDArray output() {
    return output;
  }

  void compute() {
    modulation.compute();
    linear(norm.compute(x), w, b, output);
  }
}
