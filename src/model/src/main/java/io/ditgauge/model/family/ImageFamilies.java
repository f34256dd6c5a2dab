package io.ditgauge.model.family;

import io.ditgauge.model.config.Family;
import java.util.List;

/** Families of this group. */
final class ImageFamilies {
  static final List<Family> ALL = List.of(Family.of(FluxDenoiser.CLASS, FluxDenoiser::read));

  private ImageFamilies() {}
}
