/**
 * What training costs: compute, GPU-months, days, money, energy.
 *
 * <p>Entry type: {@link io.ditgauge.estimator.training.TrainingFigures}. It adds figures to a sheet
 * that has the inputs; a figure whose inputs are not there is left out.
 */
package io.ditgauge.estimator.training;
