package io.ditgauge.kernels.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** RMSNorm in place of rows of W, with a gain [W] and scratch for a number of rows. */
final class RowNorm {
  private final INDArray gain;
  private final INDArray scratch;

  RowNorm(String gain, long width, long rows, Buffers buffers) {
    this.gain = buffers.input(gain, width);
    this.scratch = buffers.empty(rows);
  }

  /** Norms a contiguous array whose elements are rows of W one after the other. */
  void apply(INDArray x) {
    INDArray rows = x.reshape(x.length() / gain.length(), gain.length());
    Nd4jOps.rmsNorm(rows, gain, rows, scratch);
  }
}
