/**
 * Where it is measured: processor, memory, GPUs, clock, and the state of the sources.
 *
 * <p>Entry type: {@link io.ditgauge.benchmarks.machine.MachineProbe}. Invariants: the machine
 * identifier is a hash of hardware facts; no user, host or path name leaves this package.
 */
package io.ditgauge.benchmarks.machine;
