package io.ditgauge.kernels.nd4j;

import io.ditgauge.model.DitForward;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Positions and blocks that attend to all tokens. */
record Layers(DitForward op) implements Forward.Trunk {

  /** Blocks with weights of their own over the same scratch, the output of one the next one's x. */
  @Override
  public INDArray add(INDArray tokens, INDArray c, List<Runnable> steps, Buffers buffers) {
    INDArray positions = buffers.input("positions", op.tokens(), op.stack().width());
    steps.add(
        () -> {
          for (long image = 0; image < op.batch(); image++) {
            Views.rows(tokens, image, op.tokens()).addi(positions);
          }
        });
    INDArray x = tokens;
    buffers.mark();
    for (long layer = 0; layer < op.stack().layers(); layer++) {
      buffers.rewind();
      Block block = new Block(op.block(), x, c, layer + ".", buffers);
      steps.add(block::compute);
      x = block.output();
    }
    buffers.unmark();
    return x;
  }
}
