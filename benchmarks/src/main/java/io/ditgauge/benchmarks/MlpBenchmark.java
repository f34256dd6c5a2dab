package io.ditgauge.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** Feed-forward part of one block, [B, T, D] to [B, T, D]. */
public class MlpBenchmark extends ModelBenchmark {

  /** One call of the kernel. */
  @Benchmark
  public Object mlp() {
    return run();
  }
}
