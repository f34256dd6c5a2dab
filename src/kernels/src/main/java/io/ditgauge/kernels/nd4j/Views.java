package io.ditgauge.kernels.nd4j;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Contiguous views into row-major arrays. */
final class Views {
  private Views() {}

  /** Rows {@code [block * count, (block + 1) * count)} of a matrix. */
  static INDArray rows(INDArray matrix, long block, long count) {
    return matrix.get(interval(block * count, (block + 1) * count), all());
  }

  /** Rows {@code [from, from + count)} of a matrix. */
  static INDArray range(INDArray matrix, long from, long count) {
    return matrix.get(interval(from, from + count), all());
  }

  /** Columns {@code [from, from + count)} of a matrix. */
  static INDArray across(INDArray matrix, long from, long count) {
    return matrix.get(all(), interval(from, from + count));
  }

  /** Elements {@code [from, from + count)} of a vector. */
  static INDArray columns(INDArray vector, long from, long count) {
    return vector.get(interval(from, from + count));
  }
}
