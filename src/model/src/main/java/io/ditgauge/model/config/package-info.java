/**
 * Reads the configuration files of published models: {@code config.json} of a network, or the
 * folder of a pipeline.
 *
 * <p>Entry type: {@link io.ditgauge.model.config.ConfigFiles}.
 */
package io.ditgauge.model.config;
