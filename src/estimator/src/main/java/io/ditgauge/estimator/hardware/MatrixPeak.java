package io.ditgauge.estimator.hardware;

import io.ditgauge.estimator.run.Values;

/**
 * The dense peak of matrix units: units x fused multiply-adds a cycle x 2 x clock.
 *
 * <p>Makers state it at a clock of their choice, often below the highest: an H100 SXM's 989.4e12 is
 * 528 units x 512 x 2 x 1830 MHz, though the card can reach 1980 MHz (JuliaPerf/GPUInspector.jl
 * pull request 27).
 *
 * @param units matrix units of the device
 * @param fmasPerCycle fused multiply-adds of one unit in a cycle, without sparsity
 * @param hertz clock
 */
public record MatrixPeak(long units, long fmasPerCycle, double hertz) {
  private static final double FLOPS_PER_FMA = 2;

  /** Validates the parts. */
  public MatrixPeak {
    Values.atLeast("units", units, 1);
    Values.atLeast("fmasPerCycle", fmasPerCycle, 1);
    Values.positive("hertz", hertz);
  }

  /** FLOPs a second. */
  public double flopsPerSecond() {
    return FLOPS_PER_FMA * units * fmasPerCycle * hertz;
  }
}
