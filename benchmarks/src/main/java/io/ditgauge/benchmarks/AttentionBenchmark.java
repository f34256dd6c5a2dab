package io.ditgauge.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** Self-attention of one block over [B, H, T, K]. */
public class AttentionBenchmark extends ModelBenchmark {

  /** One call of the kernel. */
  @Benchmark
  public Object attention() {
    return run();
  }
}
