/**
 * The JMH harness: real kernels, timed, with their declared work beside them.
 *
 * <p>{@link io.ditgauge.benchmarks.Main} closes the loop: it plans combinations, runs one JMH fork
 * at a time in rounds, writes the run after each, calibrates it and prints the table and the
 * estimate. The benchmark classes hold no formula: an op and its work come from the model, the
 * kernel from a backend. Invariants: nothing is timed before it agreed with the control; a fork
 * loads one backend only; what was measured is on disk before the next fork starts.
 */
package io.ditgauge.benchmarks;
