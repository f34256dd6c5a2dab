package io.ditgauge.model.family;

import io.ditgauge.model.config.Family;
import java.util.List;

/** Video denoisers, most of which attend over text and video jointly. */
final class VideoFamilies {
  static final List<Family> ALL =
      List.of(
          Family.of(CogVideoXDenoiser.CLASS, CogVideoXDenoiser::read),
          Family.of(HunyuanVideoDenoiser.CLASS, HunyuanVideoDenoiser::read),
          Family.of(MochiDenoiser.CLASS, MochiDenoiser::read),
          Family.of(AllegroDenoiser.CLASS, AllegroDenoiser::read),
          Family.of(LatteDenoiser.CLASS, LatteDenoiser::read),
          Family.of(OpenSoraDenoiser.CLASS, OpenSoraDenoiser::read));

  private VideoFamilies() {}
}
