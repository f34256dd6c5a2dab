/** Help with names that people mistype: {@link io.ditgauge.model.text.Nearest}. */
package io.ditgauge.model.text;
