package io.ditgauge.model.family;

import io.ditgauge.model.config.Family;
import java.util.List;

/** Families of this group. */
final class AutoencoderFamilies {
  static final List<Family> ALL = List.of();

  private AutoencoderFamilies() {}
}
