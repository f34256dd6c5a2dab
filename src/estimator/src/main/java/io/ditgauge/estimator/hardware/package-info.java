/**
 * What hardware can do at best, from published tables.
 *
 * <p>{@link io.ditgauge.estimator.hardware.CpuCeilings} gives the theoretical peak of a CPU: FLOPs
 * per cycle and core x clock x cores. {@link io.ditgauge.estimator.hardware.Accelerators} reads
 * data sheets of GPUs and other accelerators.
 *
 * <p>Invariants: a number is only given for hardware that the tables name or that its instruction
 * set identifies; unknown hardware gets a message instead of a borrowed number; every row carries
 * its source; peaks are dense.
 */
package io.ditgauge.estimator.hardware;
