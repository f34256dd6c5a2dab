package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.linear;

import io.ditgauge.model.DitBlock;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * QKV, unfused attention within runs of tokens and projection of a block, rows [B T, D] to [B T,
 * D]. The runs are many and short, so each projection is one product over all rows.
 */
final class RunAttention {
  private final INDArray wq;
  private final INDArray bq;
  private final INDArray wo;
  private final INDArray bo;
  private final TokenAttention attention;
  private final INDArray output;

  /** Takes the weights under that prefix. */
  RunAttention(DitBlock op, long run, String prefix, Buffers buffers) {
    long width = op.width();
    long rows = op.batch() * op.tokens();
    wq = buffers.input(prefix + "wq", 3 * width, width);
    bq = buffers.input(prefix + "bq", 3 * width);
    wo = buffers.input(prefix + "wo", width, width);
    bo = buffers.input(prefix + "bo", width);
    attention =
        TokenAttention.plain(
            new TokenAttention.Size(rows / run, run, run, width, op.heads()), buffers);
    output = buffers.empty(rows, width);
  }

  INDArray compute(INDArray x) {
    project(x, 0, attention.q());
    project(x, 1, attention.k());
    project(x, 2, attention.v());
    linear(attention.compute(), wo, bo, output);
    return output;
  }

  private void project(INDArray x, long which, INDArray y) {
    long width = wo.size(0);
    linear(x, Views.rows(wq, which, width), Views.columns(bq, which * width, width), y);
  }
}
