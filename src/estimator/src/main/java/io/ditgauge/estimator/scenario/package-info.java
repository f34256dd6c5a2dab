/**
 * Scenarios: what people assume about a model, its hardware, its training and its use, in a YAML
 * file, and what follows from it.
 *
 * <p>Entry types: {@link io.ditgauge.estimator.scenario.Scenarios} reads a file or a shipped
 * scenario, {@link io.ditgauge.estimator.scenario.ScenarioResult} computes it.
 *
 * <p>Invariants: every number of a scenario is in {@link io.ditgauge.estimator.scenario.Entry}, has
 * a unit and a range, and names its source; unknown keys are refused.
 */
package io.ditgauge.estimator.scenario;
