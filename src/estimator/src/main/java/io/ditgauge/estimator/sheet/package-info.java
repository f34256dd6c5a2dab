/**
 * Figures that follow from one another.
 *
 * <p>A {@link io.ditgauge.estimator.sheet.Sheet} holds inputs, each with a distribution and a
 * source, and formulas over them. The formula that is printed is the one that is computed. Entry
 * type: {@code Sheet}.
 *
 * <p>Invariants: a formula uses only what stands above it, so that every figure ends in sources.
 */
package io.ditgauge.estimator.sheet;
