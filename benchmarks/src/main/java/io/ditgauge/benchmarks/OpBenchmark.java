package io.ditgauge.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Any op by its description: blocks of other models, norms, projections, convolutions. */
public class OpBenchmark extends KernelBenchmark {
  /** Type and dimensions, as {@code layer-norm:8192x1152x0}. */
  @Param("layer-norm:8192x1152x0")
  public String op;

  /** One call. */
  @Benchmark
  public Object op() {
    return run();
  }
}
