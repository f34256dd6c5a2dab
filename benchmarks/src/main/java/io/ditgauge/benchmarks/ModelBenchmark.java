package io.ditgauge.benchmarks;

import org.openjdk.jmh.annotations.Param;

/** A kernel whose dimensions come from a model of the DiT paper. */
public abstract class ModelBenchmark extends KernelBenchmark {
  /** The model by its paper name. */
  @Param("DiT-XL/2")
  public String model;

  /** Side of the square image in pixels. */
  @Param("256")
  public String image;

  /** Images at a time. */
  @Param("2")
  public String batch;
}
