package io.ditgauge.kernels.nd4j;

import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.Outputs;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A sequence of ND4J calls that fills preallocated outputs. */
final class Nd4jCall implements Kernel {
  private final Buffers buffers;
  private final List<INDArray> outputs;
  private final Runnable calls;
  private boolean ran;

  Nd4jCall(Buffers buffers, INDArray output, Runnable calls) {
    this(buffers, List.of(output), calls);
  }

  /** With several outputs. */
  Nd4jCall(Buffers buffers, List<INDArray> outputs, Runnable calls) {
    this.buffers = buffers;
    this.outputs = outputs;
    this.calls = calls;
  }

  @Override
  public Object run() {
    Object result = launch();
    finish();
    return result;
  }

  @Override
  public Object launch() {
    calls.run();
    ran = true;
    return outputs;
  }

  @Override
  public void finish() {
    buffers.await();
  }

  @Override
  public float[] output() {
    if (!ran) {
      throw new IllegalStateException("no output yet: call run() first");
    }
    return Outputs.joined(outputs.stream().map(output -> output.data().asFloat()).toList());
  }

  @Override
  public void close() {
    buffers.close();
  }
}
