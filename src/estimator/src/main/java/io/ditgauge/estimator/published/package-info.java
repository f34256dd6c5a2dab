/**
 * Efficiencies of cards built from published measurements of kernels and of whole text encoders and
 * decoders ({@code stage-times.csv}), and from nothing else: no time of a whole model enters them.
 *
 * <p>Entry type: {@link io.ditgauge.estimator.published.PublishedEfficiencies}.
 */
package io.ditgauge.estimator.published;
