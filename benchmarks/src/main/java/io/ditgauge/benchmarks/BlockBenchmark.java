package io.ditgauge.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** One whole adaLN-Zero block, [B, T, D] and [B, D] to [B, T, D]. */
public class BlockBenchmark extends ModelBenchmark {

  /** One call of the kernel. */
  @Benchmark
  public Object block() {
    return run();
  }
}
