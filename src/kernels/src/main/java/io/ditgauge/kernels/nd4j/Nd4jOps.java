package io.ditgauge.kernels.nd4j;

import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.api.ops.impl.reduce.floating.Mean;
import org.nd4j.linalg.api.ops.impl.reduce.floating.Norm2;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.DivOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.SubOp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Steps shared by the ND4J kernels. All arrays are row-major; results go into given buffers. */
final class Nd4jOps {
  private static final double EPSILON = 1e-6;
  private static final double GELU_SLOPE = 2 * Math.sqrt(2 / Math.PI);
  private static final double GELU_CUBIC = 0.044715;

  private Nd4jOps() {}

  /**
   * y[M, N] = x[M, K] w[N, K]^T.
   *
   * <p>Computed as y^T = w x^T: the transposed view of a row-major y is column-major, the order
   * that BLAS writes at full speed and ND4J passes on without a copy.
   */
  static void product(INDArray x, INDArray w, INDArray y) {
    w.mmuli(x.transpose(), y.transpose());
  }

  /** y = x w^T + b. */
  static void linear(INDArray x, INDArray w, INDArray b, INDArray y) {
    product(x, w, y);
    y.addiRowVector(b);
  }

  /** Batched product of rank-3 or rank-4 arrays over their last two axes, times {@code alpha}. */
  static void batched(
      INDArray a, boolean transposeA, INDArray b, boolean transposeB, double alpha, INDArray y) {
    MMulTranspose transpose =
        MMulTranspose.builder().transposeA(transposeA).transposeB(transposeB).build();
    Nd4j.exec(new Mmul(a, b, y, alpha, 0.0, transpose));
  }

  /** Softmax over the rows of a matrix, in place. */
  static void softmax(INDArray rows) {
    Nd4j.exec(new SoftMax(rows, rows, 1));
  }

  /** GELU-tanh in place: x sigmoid(2 sqrt(2/pi) (x + 0.044715 x^3)). */
  static void gelu(INDArray x, INDArray scratch) {
    x.muli(x, scratch);
    scratch.muli(GELU_SLOPE * GELU_CUBIC).addi(GELU_SLOPE).muli(x);
    Nd4j.exec(new Sigmoid(scratch, scratch));
    x.muli(scratch);
  }

  /** y = x sigmoid(x). */
  static void silu(INDArray x, INDArray y) {
    Nd4j.exec(new Sigmoid(x, y));
    y.muli(x);
  }

  /** y = x / sqrt(mean square + 1e-6) of each row, times the gain; in place if y is x. */
  static void rmsNorm(INDArray x, INDArray gain, INDArray y, INDArray rowScratch) {
    rmsNorm(x, y, rowScratch);
    y.muliRowVector(gain);
  }

  /** The same without gain. */
  static void rmsNorm(INDArray x, INDArray y, INDArray rowScratch) {
    Nd4j.exec(new Norm2(x, rowScratch, 1));
    divide(x, y, rowScratch);
  }

  /** y = x / sqrt(norm^2 / width + 1e-6), row by row, the norms in the scratch. */
  private static void divide(INDArray x, INDArray y, INDArray norms) {
    norms.muli(norms).divi((double) x.size(1)).addi(EPSILON);
    Transforms.sqrt(norms, false);
    Nd4j.exec(new DivOp(x, column(norms), y));
  }

  /**
   * A vector as a column, which ND4J's arithmetic spreads over a matrix; its broadcast ops take 40
   * times as long along rows.
   */
  private static INDArray column(INDArray vector) {
    return vector.reshape(vector.length(), 1);
  }

  /** y = x + s, a term for each column. */
  static void shiftColumns(INDArray x, INDArray s, INDArray y) {
    Nd4j.exec(new BroadcastAddOp(x, s, y, 1));
  }

  /** y = x s, a factor for each column. */
  static void scaleColumns(INDArray x, INDArray s, INDArray y) {
    Nd4j.exec(new BroadcastMulOp(x, s, y, 1));
  }

  /** Norm of each row without affine part: y = (x - mean) / sqrt(variance + 1e-6). */
  static void norm(INDArray x, INDArray y, INDArray rowScratch) {
    Nd4j.exec(new Mean(x, rowScratch, 1));
    Nd4j.exec(new SubOp(x, column(rowScratch), y));
    Nd4j.exec(new Norm2(y, rowScratch, 1));
    divide(y, y, rowScratch);
  }
}
