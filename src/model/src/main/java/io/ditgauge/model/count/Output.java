package io.ditgauge.model.count;

import io.ditgauge.model.arch.Counts;
import java.util.Optional;

/**
 * What one image or clip takes.
 *
 * @param steps denoising steps
 * @param passes passes of the denoiser in a step
 * @param step one step: all passes, of the whole batch
 * @param whole one output, all its stages
 * @param second one second of video, for clips
 */
public record Output(long steps, long passes, Counts step, Counts whole, Optional<Second> second) {
  /**
   * One second of video: the output over its length.
   *
   * @param seconds length of the output
   * @param macs MACs for each second
   * @param elementwise elementwise operations for each second
   */
  public record Second(double seconds, double macs, double elementwise) {
    /** FLOPs for each second: 2 x MACs. */
    public double flops() {
      return 2 * macs;
    }
  }
}
