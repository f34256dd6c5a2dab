package io.ditgauge.benchmarks;

import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelBackend;
import io.ditgauge.kernels.KernelException;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.DType;
import io.ditgauge.model.Gemm;
import java.util.Locale;

/**
 * Finds out with one small product whether bfloat16 runs on instructions or is emulated.
 *
 * <p>With instructions bfloat16 is no slower than float32; emulated it is tens of times slower, and
 * its rate says nothing about the machine. The best of a few calls counts, since a busy machine can
 * make any single one slow.
 */
final class Bf16Probe {
  private static final Gemm PRODUCT = new Gemm(256, 512, 512);
  private static final double EMULATED = 10;
  private static final int CALLS = 7;

  private Bf16Probe() {}

  /** Marks the fork as skipped, and throws, if bfloat16 is emulated. */
  static void require(KernelBackend backend) {
    double f32 = seconds(backend, DType.F32);
    double bf16 = seconds(backend, DType.BF16);
    if (bf16 > EMULATED * f32) {
      String reason =
          String.format(
              Locale.ROOT,
              "this CPU emulates bfloat16: one %s product took %.1f times as long as in float32",
              PRODUCT.shape(),
              bf16 / f32);
      ForkNote.skip(reason);
      throw new KernelException(reason);
    }
  }

  private static double seconds(KernelBackend backend, DType dtype) {
    try (Kernel kernel = backend.prepare(PRODUCT, OpInputs.of(PRODUCT, 1), dtype)) {
      kernel.run(); // compiles the library's own code
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < CALLS; i++) {
        long start = System.nanoTime();
        kernel.run();
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
      }
      return best;
    }
  }
}
