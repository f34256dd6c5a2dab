package io.ditgauge.kernels.nd4j;

import io.ditgauge.model.DitBlock;
import io.ditgauge.model.FactorisedForward;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Places, times, and blocks that attend within frames and across them in turn. Tokens lie frame by
 * frame before the one and place by place before the other.
 */
record LayerPairs(FactorisedForward op) implements Forward.Trunk {

  @Override
  public INDArray add(INDArray tokens, INDArray c, List<Runnable> steps, Buffers buffers) {
    long width = op.stack().width();
    long frames = op.grid().frames();
    long places = op.grid().area();
    DitBlock block = op.whole().block();
    INDArray placeTable = buffers.input("places", places * width);
    INDArray timeTable = buffers.input("times", frames * width);
    INDArray byFrame = tokens.reshape(op.batch() * frames, places * width);
    steps.add(() -> byFrame.addiRowVector(placeTable));
    INDArray x = tokens;
    buffers.mark();
    for (long layer = 0; layer < op.stack().layers(); layer += 2) {
      buffers.rewind();
      Block spatial = new Block(block, places, x, c, layer + ".", buffers);
      INDArray turned = buffers.empty(tokens.shape());
      Block temporal = new Block(block, frames, turned, c, layer + 1 + ".", buffers);
      INDArray back = buffers.empty(tokens.shape());
      steps.add(spatial::compute);
      steps.add(turn(spatial.output(), frames, places, turned));
      if (layer == 0) {
        INDArray byPlace = turned.reshape(op.batch() * places, frames * width);
        steps.add(() -> byPlace.addiRowVector(timeTable));
      }
      steps.add(temporal::compute);
      steps.add(turn(temporal.output(), places, frames, back));
      x = back;
    }
    buffers.unmark();
    return x;
  }

  /** Writes [B, n, m, D] as [B, m, n, D]. */
  private Runnable turn(INDArray x, long outer, long inner, INDArray y) {
    long width = op.stack().width();
    INDArray from = x.reshape(op.batch(), outer, inner, width).permute(0, 2, 1, 3);
    INDArray to = y.reshape(op.batch(), inner, outer, width);
    return () -> to.assign(from);
  }
}
