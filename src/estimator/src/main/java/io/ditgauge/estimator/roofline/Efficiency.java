package io.ditgauge.estimator.roofline;

import io.ditgauge.estimator.hardware.DataSheet;
import java.util.Optional;

/**
 * How fast a card runs each class of kernel: what a prediction multiplies an op list by.
 *
 * @param name for instance {@code h100-sxm}
 * @param origin {@code Published}, {@code Measured} or {@code Transferred}
 * @param card what its maker states
 * @param peakFlopsPerSecond theoretical peak at the element type, which an MFU is of
 * @param gemm matrix products
 * @param attention fused attention
 * @param memory kernels that move data
 * @param convolution convolutions
 * @param host launching
 * @param link to other cards, where it has one
 * @param sustained what remains of a short burst's rate in a job of seconds and more
 * @param stages text encoders and decoders that were measured as a whole
 */
public record Efficiency(
    String name,
    String origin,
    DataSheet card,
    double peakFlopsPerSecond,
    GemmSurface gemm,
    AttentionModel attention,
    MemoryModel memory,
    ConvolutionModel convolution,
    HostModel host,
    Optional<Link> link,
    Sustained sustained,
    StageModel stages) {
  /** An efficiency that knows kernels alone, and no time of a whole stage. */
  public Efficiency(
      String name,
      String origin,
      DataSheet card,
      double peakFlopsPerSecond,
      GemmSurface gemm,
      AttentionModel attention,
      MemoryModel memory,
      ConvolutionModel convolution,
      HostModel host,
      Optional<Link> link,
      Sustained sustained) {
    this(
        name,
        origin,
        card,
        peakFlopsPerSecond,
        gemm,
        attention,
        memory,
        convolution,
        host,
        link,
        sustained,
        StageModel.NONE);
  }

  /** Bytes of one element. */
  public int elementBytes() {
    return gemm.roofline().elementBytes();
  }

  /**
   * What remains of a short burst's rate.
   *
   * @param compute share of the burst rate of matrix products, attention and convolutions
   * @param boards standard deviation of the logarithm between boards of one kind
   */
  public record Sustained(double compute, double boards) {
    /** Validates the numbers. */
    public Sustained {
      if (!(compute > 0 && compute <= 1 && boards >= 0)) {
        throw new IllegalArgumentException(
            "a sustained share must lie in (0, 1]: compute=" + compute + ", boards=" + boards);
      }
    }
  }
}
