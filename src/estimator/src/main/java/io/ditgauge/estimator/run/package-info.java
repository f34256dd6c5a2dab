/**
 * The files of a run: what the measuring half writes and the estimating half reads.
 *
 * <p>{@code jmh.json} holds the results in the format of JMH, {@code run.json} what they were
 * measured on, with and for. {@link io.ditgauge.estimator.run.RunFiles} reads and writes both;
 * {@link io.ditgauge.estimator.run.JsonFiles} is the strict JSON below it, which other formats use
 * too.
 *
 * <p>Invariants: a file that is read has passed its JSON Schema and the rules that a schema cannot
 * state (the declared work is the work of the op, keys are unique and follow from the parameters);
 * a file that is refused gives one {@link io.ditgauge.estimator.run.FileFormatException} saying
 * what, value, rule, place and cure; a file is replaced as a whole or not at all.
 */
package io.ditgauge.estimator.run;
