package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.batched;
import static io.ditgauge.kernels.nd4j.Nd4jOps.softmax;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Unfused attention over q [B H, Q, K] and k and v [B H, N, K]: the scores are written out. */
final class AttentionCore {
  private final INDArray q;
  private final INDArray k;
  private final INDArray v;
  private final INDArray scores;
  private final INDArray rows;
  private final INDArray output;
  private final double scale;

  AttentionCore(INDArray q, INDArray k, INDArray v, Buffers buffers) {
    this.q = q;
    this.k = k;
    this.v = v;
    long queries = q.size(0) * q.size(1);
    scores = buffers.empty(q.size(0), q.size(1), k.size(1));
    rows = scores.reshape(queries, k.size(1));
    output = buffers.empty(q.shape());
    scale = 1 / Math.sqrt((double) q.size(2));
  }

  INDArray output() {
    return output;
  }

  void compute() {
    batched(q, false, k, true, scale, scores);
    softmax(rows);
    batched(scores, false, v, false, 1, output);
  }
}
