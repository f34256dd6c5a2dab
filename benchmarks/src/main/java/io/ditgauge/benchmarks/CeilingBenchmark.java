package io.ditgauge.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The measured roofs: a large matrix product, and a copy that exceeds the caches. */
public class CeilingBenchmark extends KernelBenchmark {
  /** MxNxK of the product, or the number of elements of the copy. */
  @Param("2048x2048x2048")
  public String shape;

  /** y[M, N] = x[M, K] w[N, K]^T. */
  @Benchmark
  public Object gemm() {
    return run();
  }

  /** Copies a buffer to another. */
  @Benchmark
  public Object copy() {
    return run();
  }
}
