package io.ditgauge.kernels.nd4j;

import io.ditgauge.model.Grid;
import io.ditgauge.model.PatchEmbed;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Patches embedded by one convolution whose stride is its kernel, then copied with the channels
 * last: [B, T, D]. The library makes its own scratch at each call.
 */
final class PatchConvolution {
  private static final int CHANNELS_FIRST = 0;
  private static final int UNPADDED = 0;
  private static final int WEIGHTS_OUT_IN_KERNEL = 1;

  private final DynamicCustomOp convolution;
  private final INDArray channelsLast;
  private final INDArray output;

  PatchConvolution(PatchEmbed op, Buffers buffers) {
    boolean flat = op.latent().frames() == 1;
    long[] kernel = axes(flat, op.patch());
    INDArray x = buffers.input("x", shape(op.batch(), op.channels(), axes(flat, op.latent())));
    INDArray w = buffers.input("w", shape(op.width(), op.channels(), kernel));
    INDArray b = buffers.input("b", op.width());
    INDArray y = buffers.empty(shape(op.batch(), op.width(), axes(flat, op.grid())));
    convolution =
        DynamicCustomOp.builder(flat ? "conv2d" : "conv3dnew")
            .addInputs(x, w, b)
            .addOutputs(y)
            .addIntegerArguments(arguments(kernel))
            .build();
    channelsLast = y.reshape(op.batch(), op.width(), op.tokens()).permute(0, 2, 1);
    output = buffers.empty(op.batch(), op.tokens(), op.width());
  }

  private static long[] axes(boolean flat, Grid grid) {
    return flat
        ? new long[] {grid.height(), grid.width()}
        : new long[] {grid.frames(), grid.height(), grid.width()};
  }

  private static long[] shape(long outer, long channels, long[] axes) {
    return LongStream.concat(LongStream.of(outer, channels), Arrays.stream(axes)).toArray();
  }

  /** Kernel, stride, padding and dilation by axis, and the layouts. */
  private static int[] arguments(long[] kernel) {
    int axes = kernel.length;
    int[] result = new int[4 * axes + 3];
    for (int i = 0; i < axes; i++) {
      result[i] = Math.toIntExact(kernel[i]);
      result[axes + i] = result[i];
      result[3 * axes + i] = 1;
    }
    result[4 * axes] = UNPADDED;
    result[4 * axes + 1] = CHANNELS_FIRST;
    result[4 * axes + 2] = WEIGHTS_OUT_IN_KERNEL;
    return result;
  }

  INDArray output() {
    return output;
  }

  void compute() {
    Nd4j.exec(convolution);
    output.assign(channelsLast);
  }
}
