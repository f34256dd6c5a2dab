package io.ditgauge.estimator.hardware;

import io.ditgauge.estimator.run.Values;

/**
 * The peak of a CPU at one element type: FLOPs per cycle and core x clock x cores.
 *
 * @param dtype element type identifier
 * @param flopsPerSecond the peak
 * @param core the core that the tables call it
 * @param isa the instruction set that gives the peak
 * @param flopsPerCycleAndCore FLOPs per cycle and core (FLOP = 2 x MAC)
 * @param cores physical cores
 * @param hertz clock
 * @param clock where the clock comes from: {@code measured}
 * @param source origin of the FLOPs per cycle, and how the core was found
 */
public record TheoreticalCeiling(
    String dtype,
    double flopsPerSecond,
    String core,
    String isa,
    double flopsPerCycleAndCore,
    int cores,
    double hertz,
    String clock,
    String source) {
  /** Validates the parts. */
  public TheoreticalCeiling {
    Values.text("dtype", dtype);
    Values.positive("flopsPerSecond", flopsPerSecond);
    Values.text("core", core);
    Values.text("isa", isa);
    Values.positive("flopsPerCycleAndCore", flopsPerCycleAndCore);
    Values.atLeast("cores", cores, 1);
    Values.positive("hertz", hertz);
    Values.text("clock", clock);
    Values.text("source", source);
  }
}
