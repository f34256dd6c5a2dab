/**
 * What reports draw: series and extremes derived from calibrations, predictions and validations.
 *
 * <p>{@link io.ditgauge.estimator.figures.MeasuredRoofline} and {@link
 * io.ditgauge.estimator.figures.MeasurementFigures} read a calibration, {@link
 * io.ditgauge.estimator.figures.ValidationFigures} and {@link
 * io.ditgauge.estimator.figures.AblationFigures} a validation, {@link
 * io.ditgauge.estimator.figures.PredictionBreakdown} a prediction, {@link
 * io.ditgauge.estimator.figures.AttentionShare} a model; {@link
 * io.ditgauge.estimator.figures.ScenarioFigures}, {@link
 * io.ditgauge.estimator.figures.ScenarioDraws}, {@link io.ditgauge.estimator.figures.Spread} and
 * {@link io.ditgauge.estimator.figures.FleetDay} a scenario.
 *
 * <p>Invariants: reports compute nothing, so each ratio, share and extreme that a page states is
 * here; the order of every list follows from its input alone.
 */
package io.ditgauge.estimator.figures;
