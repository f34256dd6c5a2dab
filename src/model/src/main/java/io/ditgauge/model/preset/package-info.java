/**
 * Published models by name, each with its configuration and where every value of it comes from.
 *
 * <p>Entry type: {@link io.ditgauge.model.preset.Presets}.
 */
package io.ditgauge.model.preset;
