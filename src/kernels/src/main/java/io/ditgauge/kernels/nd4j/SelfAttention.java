package io.ditgauge.kernels.nd4j;

import static io.ditgauge.kernels.nd4j.Nd4jOps.batched;
import static io.ditgauge.kernels.nd4j.Nd4jOps.product;
import static io.ditgauge.kernels.nd4j.Nd4jOps.softmax;

import io.ditgauge.model.DitBlock;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * QKV, unfused attention and projection of a block, rows [B T, D] to [B T, D].
 *
 * <p>For each image the projections are computed transposed, [3D, T]: then q, k and v of every head
 * lie contiguous as [H, K, T] and the heads' outputs, [H, K, T], are the transposed input of the
 * projection, so no head is ever gathered or scattered.
 */
final class SelfAttention {

  /** What one image needs. */
  private record Image(
      INDArray qkv, INDArray q, INDArray k, INDArray v, INDArray scores, INDArray heads) {}

  private final long tokens;
  private final double scale;
  private final INDArray wq;
  private final INDArray bq;
  private final INDArray wo;
  private final INDArray bo;
  private final INDArray output;
  private final List<Image> images = new ArrayList<>();

  /** Takes the weights under that prefix. */
  SelfAttention(DitBlock op, String prefix, Buffers buffers) {
    tokens = op.tokens();
    long width = op.width();
    long headWidth = width / op.heads();
    scale = 1 / Math.sqrt((double) headWidth);
    wq = buffers.input(prefix + "wq", 3 * width, width);
    bq = buffers.input(prefix + "bq", 3 * width, 1);
    wo = buffers.input(prefix + "wo", width, width);
    bo = buffers.input(prefix + "bo", width);
    output = buffers.empty(op.batch() * tokens, width);
    for (long image = 0; image < op.batch(); image++) {
      INDArray qkv = buffers.empty(3 * width, tokens);
      images.add(
          new Image(
              qkv,
              head(qkv, 0, op),
              head(qkv, 1, op),
              head(qkv, 2, op),
              buffers.empty(op.heads(), tokens, tokens),
              buffers.empty(op.heads(), headWidth, tokens)));
    }
  }

  private static INDArray head(INDArray qkv, int which, DitBlock op) {
    return Views.rows(qkv, which, op.width())
        .reshape(op.heads(), op.width() / op.heads(), op.tokens());
  }

  INDArray compute(INDArray x) {
    for (int i = 0; i < images.size(); i++) {
      Image image = images.get(i);
      product(wq, Views.rows(x, i, tokens), image.qkv());
      image.qkv().addiColumnVector(bq);
      batched(image.q(), true, image.k(), false, scale, image.scores());
      softmax(image.scores().reshape(image.scores().size(0) * tokens, tokens));
      batched(image.v(), false, image.scores(), true, 1, image.heads());
      INDArray joined = image.heads().reshape(wo.size(1), tokens);
      wo.mmuli(joined, Views.rows(output, i, tokens).transpose());
    }
    output.addiRowVector(bo);
    return output;
  }
}
