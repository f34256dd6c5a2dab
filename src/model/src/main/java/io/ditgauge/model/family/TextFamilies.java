package io.ditgauge.model.family;

import io.ditgauge.model.config.Family;
import java.util.List;

/** Families of this group. */
final class TextFamilies {
  static final List<Family> ALL = List.of();

  private TextFamilies() {}
}
