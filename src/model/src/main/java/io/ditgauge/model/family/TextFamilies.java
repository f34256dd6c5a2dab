package io.ditgauge.model.family;

import io.ditgauge.model.config.Family;
import java.util.ArrayList;
import java.util.List;

/** Language models and text encoders. */
final class TextFamilies {
  static final List<Family> ALL = all();

  private TextFamilies() {}

  private static List<Family> all() {
    List<Family> families = new ArrayList<>(LanguageModels.ALL);
    families.add(new Family(List.of(T5Encoder.T5, "t5"), T5Encoder::readT5));
    families.add(new Family(List.of(T5Encoder.UMT5, "umt5"), T5Encoder::readUmt5));
    families.add(
        new Family(List.of(ClipTextEncoder.PLAIN, "clip_text_model"), ClipTextEncoder::readPlain));
    families.add(Family.of(ClipTextEncoder.PROJECTED, ClipTextEncoder::readProjected));
    families.add(new Family(List.of(GptDecoder.GPT2_HEAD, "gpt2"), GptDecoder::readWithHead));
    families.add(Family.of(GptDecoder.GPT2, GptDecoder::readWithoutHead));
    families.add(Family.of(GptDecoder.GPT3, GptDecoder::readGpt3));
    families.add(Family.of(AssumedExperts.CLASS, AssumedExperts::read));
    return List.copyOf(families);
  }
}
