/**
 * How it is measured: one JMH fork after the other, in rounds, each result on disk at once.
 *
 * <p>Entry type: {@link io.ditgauge.benchmarks.run.RunSession}. Invariants: {@code jmh.json} is
 * written before {@code run.json}, so a killed run loses at most the fork that was running; files
 * carry no absolute path.
 */
package io.ditgauge.benchmarks.run;
