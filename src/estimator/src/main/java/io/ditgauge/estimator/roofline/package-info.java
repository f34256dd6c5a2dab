/**
 * How long one kernel takes: rooflines with utilization interpolated over shape, fitted to kernel
 * measurements alone.
 *
 * <p>Entry type: {@link io.ditgauge.estimator.roofline.Efficiency}.
 */
package io.ditgauge.estimator.roofline;
