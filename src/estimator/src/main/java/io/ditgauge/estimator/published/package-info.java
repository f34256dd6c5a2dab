/**
 * Efficiencies of cards built from published measurements of kernels, and from nothing else: no
 * time of a whole model enters them.
 *
 * <p>Entry type: {@link io.ditgauge.estimator.published.PublishedEfficiencies}.
 */
package io.ditgauge.estimator.published;
