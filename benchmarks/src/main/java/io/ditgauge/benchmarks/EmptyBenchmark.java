package io.ditgauge.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;

/** The smallest call through the path of all others: JMH's overhead and crossing into a library. */
public class EmptyBenchmark extends KernelBenchmark {

  /** One call of the kernel. */
  @Benchmark
  public Object empty() {
    return run();
  }
}
