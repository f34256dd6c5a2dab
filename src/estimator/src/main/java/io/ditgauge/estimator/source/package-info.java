/**
 * Where a figure comes from.
 *
 * <p>A {@link io.ditgauge.estimator.source.Figure} is a number with a unit and a {@link
 * io.ditgauge.estimator.source.Source}; no figure is made without one. Entry type: {@code Figure}.
 *
 * <p>Invariants: a value is finite; every text of a source is present and not blank, so that {@link
 * io.ditgauge.estimator.source.Source#describe} always says something.
 */
package io.ditgauge.estimator.source;
