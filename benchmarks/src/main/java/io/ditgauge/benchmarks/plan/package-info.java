/**
 * What to measure: kinds of benchmark, effort presets, and the list of combinations.
 *
 * <p>Entry type: {@link io.ditgauge.benchmarks.plan.Planner}. Invariants: an unknown name or value
 * is an error and never ignored; a combination that cannot run stays in the plan with its reason.
 */
package io.ditgauge.benchmarks.plan;
