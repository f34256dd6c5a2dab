package io.ditgauge.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** The measured roofs: a large matrix product, and buffers that exceed the caches. */
public class CeilingBenchmark extends KernelBenchmark {
  /** MxNxK of the product, or the number of elements of a buffer. */
  @Param("2048x2048x2048")
  public String shape;

  /** y[M, N] = x[M, K] w[N, K]^T. */
  @Benchmark
  public Object gemm() {
    return run();
  }

  /** Reads a buffer. */
  @Benchmark
  public Object read() {
    return run();
  }

  /** Reads two buffers and writes a third. */
  @Benchmark
  public Object triad() {
    return run();
  }

  /** Copies a buffer to another. */
  @Benchmark
  public Object copy() {
    return run();
  }
}
