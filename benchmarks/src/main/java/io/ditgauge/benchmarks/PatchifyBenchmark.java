package io.ditgauge.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** Patch embedding: [B, C, S, S] to [B, T, D]. */
public class PatchifyBenchmark extends ModelBenchmark {

  /** One call of the kernel. */
  @Benchmark
  public Object patchify() {
    return run();
  }
}
