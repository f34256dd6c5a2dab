/**
 * Predicts how long a model takes on a card: its op list times the card's efficiency, stage by
 * stage, with an interval.
 *
 * <p>Nothing in here is fitted to the time of a whole model. Entry type: {@link
 * io.ditgauge.estimator.latency.Predictor}.
 */
package io.ditgauge.estimator.latency;
