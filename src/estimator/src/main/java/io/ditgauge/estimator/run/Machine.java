package io.ditgauge.estimator.run;

import java.util.List;

/**
 * The machine that measured.
 *
 * @param id hash of hardware facts, as in {@code m-3f9a2b7c41d0}
 * @param cpu the processor
 * @param memoryBytes main memory
 * @param accelerators GPUs, in the order of their device numbers; often empty
 * @param os operating system
 * @param jvm Java virtual machine
 */
public record Machine(
    String id, Cpu cpu, long memoryBytes, List<Accelerator> accelerators, Os os, Jvm jvm) {
  /** Validates and copies. */
  public Machine {
    Values.text("machine id", id);
    Values.atLeast("memoryBytes", memoryBytes, 1);
    accelerators = List.copyOf(accelerators);
  }
}
