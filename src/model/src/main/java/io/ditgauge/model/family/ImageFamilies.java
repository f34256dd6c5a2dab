package io.ditgauge.model.family;

import io.ditgauge.model.arch.Network;
import io.ditgauge.model.config.Family;
import io.ditgauge.model.config.Keys;
import java.util.List;

/** Families of this group. */
final class ImageFamilies {
  static final List<Family> ALL =
      List.of(
          Family.of(DitDenoiser.CLASS, DitDenoiser::read),
          Family.of(PixArtDenoiser.CLASS, PixArtDenoiser::read),
          Family.of("Transformer2DModel", ImageFamilies::formerClass),
          Family.of(Sd3Denoiser.CLASS, Sd3Denoiser::read),
          Family.of(FluxDenoiser.CLASS, FluxDenoiser::read),
          Family.of(Flux2Denoiser.CLASS, Flux2Denoiser::read),
          Family.of(QwenImageDenoiser.CLASS, QwenImageDenoiser::read),
          Family.of(SanaDenoiser.CLASS, SanaDenoiser::read),
          Family.of(HiDreamDenoiser.CLASS, HiDreamDenoiser::read),
          Family.of(ZImageDenoiser.CLASS, ZImageDenoiser::read));

  private ImageFamilies() {}

  /** The class that DiT and PixArt had before each got its own, told apart by the norm. */
  private static Network formerClass(Keys keys) {
    String norm = keys.text("norm_type", "layer_norm");
    return switch (norm) {
      case "ada_norm_zero" -> DitDenoiser.read(keys);
      case "ada_norm_single" -> PixArtDenoiser.read(keys);
      default ->
          throw keys.refuse("norm_type", norm, "ada_norm_zero (DiT) or ada_norm_single (PixArt)");
    };
  }
}
