package io.ditgauge.model.family;

import io.ditgauge.model.config.Family;
import java.util.List;

/** Families of this group. */
final class AutoencoderFamilies {
  static final List<Family> ALL =
      List.of(
          Family.of(KlAutoencoder.CLASS, KlAutoencoder::read),
          Family.of(KlAutoencoder.FLUX2_CLASS, KlAutoencoder::readFlux2),
          Family.of(WanAutoencoder.CLASS, WanAutoencoder::read),
          Family.of(WanAutoencoder.QWEN_CLASS, WanAutoencoder::readQwen),
          Family.of(HunyuanVideoAutoencoder.CLASS, HunyuanVideoAutoencoder::read),
          Family.of(CogVideoAutoencoder.CLASS, CogVideoAutoencoder::read),
          Family.of(LtxAutoencoder.CLASS, LtxAutoencoderKeys::read),
          Family.of(MochiAutoencoder.CLASS, MochiAutoencoder::read),
          Family.of(AllegroAutoencoder.CLASS, AllegroAutoencoder::read),
          Family.of(DcAutoencoder.CLASS, DcAutoencoder::read));

  private AutoencoderFamilies() {}
}
