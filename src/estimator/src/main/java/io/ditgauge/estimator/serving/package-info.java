/**
 * What an output costs and how many GPUs serve a demand.
 *
 * <p>Entry types: {@link io.ditgauge.estimator.serving.ServingFigures} and {@link
 * io.ditgauge.estimator.serving.FleetFigures}; the times of a known model come from {@link
 * io.ditgauge.estimator.serving.PredictedModel}. They add figures to a sheet that has the inputs; a
 * figure whose inputs are not there is left out.
 */
package io.ditgauge.estimator.serving;
