package io.ditgauge.model.family;

import java.util.List;

/** A diffusion transformer described by a few keys. */
final class GenericFamily {
  static final List<String> KEYS = List.of("layers", "width", "heads");

  private GenericFamily() {}
}
