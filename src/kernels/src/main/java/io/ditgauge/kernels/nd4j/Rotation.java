package io.ditgauge.kernels.nd4j;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;

/** Turns the pairs of channels of one tensor [B, H, T, K] and writes them into another. */
final class Rotation {
  private final INDArray cos;
  private final INDArray sin;
  private final INDArray first;
  private final INDArray second;
  private final INDArray turnedFirst;
  private final INDArray turnedSecond;
  private final INDArray scratch;

  /**
   * Takes strided views, [B, H, T, K/2, 2], of both tensors.
   *
   * @param from what is turned
   * @param to where it is written
   * @param cos cosines [T, K/2]
   * @param sin sines [T, K/2]
   */
  Rotation(INDArray from, INDArray to, INDArray cos, INDArray sin, Buffers buffers) {
    this.cos = cos;
    this.sin = sin;
    first = half(from, 0);
    second = half(from, 1);
    turnedFirst = half(to, 0);
    turnedSecond = half(to, 1);
    scratch = buffers.empty(first.shape());
  }

  private static INDArray half(INDArray pairs, long which) {
    return pairs.get(all(), all(), all(), all(), point(which));
  }

  void compute() {
    times(first, cos, turnedFirst);
    times(second, sin, scratch);
    turnedFirst.subi(scratch);
    times(first, sin, turnedSecond);
    times(second, cos, scratch);
    turnedSecond.addi(scratch);
  }

  private static void times(INDArray x, INDArray table, INDArray y) {
    Nd4j.exec(new BroadcastMulOp(x, table, y, 2, 3));
  }
}
