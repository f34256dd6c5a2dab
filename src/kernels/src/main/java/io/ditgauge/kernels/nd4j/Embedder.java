package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.linear;
import static io.ditgauge.kernels.nd4j.Nd4jOps.silu;

import io.ditgauge.model.TimestepEmbedding;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Two layers over sinusoids of time steps t [B, 1]. */
final class Embedder {
  private final INDArray t;
  private final INDArray frequencies;
  private final INDArray angles;
  private final INDArray features;
  private final INDArray w1;
  private final INDArray b1;
  private final INDArray w2;
  private final INDArray b2;
  private final INDArray hidden;
  private final INDArray activated;
  private final INDArray output;

  Embedder(TimestepEmbedding op, INDArray t, Buffers buffers) {
    this.t = t;
    long half = op.features() / 2;
    frequencies = frequencies(half, buffers);
    angles = buffers.empty(op.batch(), half);
    features = buffers.empty(op.batch(), op.features());
    w1 = buffers.input("wt1", op.width(), op.features());
    b1 = buffers.input("bt1", op.width());
    w2 = buffers.input("wt2", op.width(), op.width());
    b2 = buffers.input("bt2", op.width());
    hidden = buffers.empty(op.batch(), op.width());
    activated = buffers.empty(op.batch(), op.width());
    output = buffers.empty(op.batch(), op.width());
  }

  /** Of so many sinusoids, of wavelengths up to 2 pi 10000, as a row. */
  static INDArray frequencies(long half, Buffers buffers) {
    INDArray result = buffers.empty(1, half);
    for (long i = 0; i < half; i++) {
      result.putScalar(0, i, Math.pow(10_000, -(double) i / half));
    }
    return result;
  }

  INDArray output() {
    return output;
  }

  void compute() {
    t.mmuli(frequencies, angles);
    long half = angles.size(1);
    INDArray cosines = Views.across(features, 0, half);
    INDArray sines = Views.across(features, half, half);
    cosines.assign(angles);
    Transforms.cos(cosines, false);
    sines.assign(angles);
    Transforms.sin(sines, false);
    linear(features, w1, b1, hidden);
    silu(hidden, activated);
    linear(activated, w2, b2, output);
  }
}
