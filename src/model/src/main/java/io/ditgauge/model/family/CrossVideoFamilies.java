package io.ditgauge.model.family;

import io.ditgauge.model.config.Family;
import java.util.List;

/** Video denoisers that read their text by cross-attention, and the generic one. */
final class CrossVideoFamilies {
  static final List<Family> ALL =
      List.of(
          Family.of(WanDenoiser.CLASS, WanDenoiser::read),
          Family.of(LtxDenoiser.CLASS, LtxDenoiser::read),
          Family.of(Ltx2Denoiser.CLASS, Ltx2Denoiser::read),
          Family.of(CosmosDenoiser.CLASS, CosmosDenoiser::read),
          Family.of(StepVideoDenoiser.CLASS, StepVideoDenoiser::read),
          GenericFamily.FAMILY);

  private CrossVideoFamilies() {}
}
