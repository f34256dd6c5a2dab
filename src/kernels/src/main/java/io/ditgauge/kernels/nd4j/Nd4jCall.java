package io.ditgauge.kernels.nd4j;

import io.ditgauge.kernels.Kernel;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A sequence of ND4J calls that fills a preallocated output. */
final class Nd4jCall implements Kernel {
  private final Buffers buffers;
  private final INDArray output;
  private final Runnable calls;
  private boolean ran;

  Nd4jCall(Buffers buffers, INDArray output, Runnable calls) {
    this.buffers = buffers;
    this.output = output;
    this.calls = calls;
  }

  @Override
  public Object run() {
    calls.run();
    ran = true;
    return output;
  }

  @Override
  public float[] output() {
    if (!ran) {
      throw new IllegalStateException("no output yet: call run() first");
    }
    return output.data().asFloat();
  }

  @Override
  public void close() {
    buffers.close();
  }
}
