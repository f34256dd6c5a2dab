package io.ditgauge.kernels.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** norm(x) (1 + scale) + shift over rows [B T, D], shift and scale by image. */
final class ModulatedNorm {
  private final Modulation modulation;
  private final long tokens;
  private final int shift;
  private final INDArray output;
  private final INDArray rowScratch;
  private final INDArray scale;

  /** Takes the chunks {@code shift} and {@code shift + 1} of the modulation. */
  ModulatedNorm(Modulation modulation, long tokens, int shift, Buffers buffers) {
    this.modulation = modulation;
    this.tokens = tokens;
    this.shift = shift;
    long rows = modulation.batch() * tokens;
    output = buffers.empty(rows, modulation.width());
    rowScratch = buffers.empty(rows);
    scale = buffers.empty(modulation.width());
  }

  INDArray compute(INDArray x) {
    Nd4jOps.norm(x, output, rowScratch);
    for (long image = 0; image < modulation.batch(); image++) {
      modulation.chunk(image, shift + 1).addi(1.0, scale);
      INDArray rows = Views.rows(output, image, tokens);
      rows.muliRowVector(scale).addiRowVector(modulation.chunk(image, shift));
    }
    return output;
  }
}
