package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The video presets hold what was published of each model. */
class VideoPresetsTest {
  private static Model model(String name) {
    return Presets.of(name).model().orElseThrow();
  }

  private static ForwardPass byDefault(String name) {
    return model(name).forward(model(name).defaults());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CogVideoX-2B",
        "CogVideoX-5B",
        "CogVideoX1.5-5B",
        "ConsisID (CogVideoX-5B based)",
        "HunyuanVideo",
        "FastHunyuan (HunyuanVideo arch, 6 steps)",
        "Mochi-1-preview",
        "Allegro"
      })
  void parametersAreThoseOfTheCheckpoint(String name) {
    Preset preset = Presets.of(name);
    assertEquals(preset.checkpoint().orElseThrow().parameters(), preset.network().parameters());
  }

  /** The checkpoint has a caption for no text, 120 tokens of width 4096, that is never loaded. */
  @Test
  void latteHoldsTheCheckpointButForAnUnusedCaption() {
    Preset latte = Presets.of("Latte-1");
    assertEquals(
        latte.checkpoint().orElseThrow().parameters(), latte.network().parameters() + 120 * 4096);
  }

  /** Published as 11.07 x 2^30. */
  @Test
  void openSoraHasAsManyParametersAsPublished() {
    Preset openSora = Presets.of("Open-Sora 2.0");
    double published = openSora.checkpoint().orElseThrow().parameters();
    assertEquals(published, (double) openSora.network().parameters(), 0.005 / 11.07 * published);
    assertEquals(11.07, openSora.network().parameters() / 0x1p30, 0.005);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CogVideoX-2B",
        "CogVideoX1.5-5B",
        "ConsisID (CogVideoX-5B based)",
        "HunyuanVideo",
        "Mochi-1-preview",
        "Allegro",
        "Latte-1",
        "Open-Sora 2.0"
      })
  void parametersDependOnNoInput(String name) {
    Denoiser denoiser = model(name).denoiser();
    assertEquals(denoiser.parameters(), byDefault(name).parameters());
  }

  /**
   * Sources: genmoai/mochi README (44520 visual tokens); rhymes-ai/Allegro README (context 79.2K);
   * Tencent/HunyuanVideo at 720p and 129 frames (33 x 45 x 80); CogVideoX at 480p (13 x 30 x 45);
   * CogVideoX1.5 (21 latent frames, padded to 22, in patches of 2 x 2 x 2 of 96 x 170); Latte (16
   * frames of 32 x 32); Open-Sora 2.0 (33 x 36 x 64).
   */
  @ParameterizedTest
  @CsvSource({
    "Mochi-1-preview, 44520, 256",
    "Allegro, 79200, 512",
    "HunyuanVideo, 118800, 256",
    "CogVideoX-2B, 17550, 226",
    "CogVideoX-5B, 17550, 226",
    "ConsisID (CogVideoX-5B based), 17550, 226",
    "CogVideoX1.5-5B, 44880, 224",
    "Latte-1, 16384, 120",
    "Open-Sora 2.0, 76032, 512",
  })
  void oneClipHasAsManyTokensAsPublished(String name, long tokens, long textTokens) {
    ForwardPass pass = byDefault(name);
    assertEquals(tokens, pass.tokens());
    assertEquals(textTokens, pass.textTokens());
  }

  /** Sources: the pipelines of huggingface/diffusers. */
  @ParameterizedTest
  @CsvSource({
    "Mochi-1-preview, 163, 28",
    "Mochi-1-preview, 31, 6",
    "Allegro, 88, 22",
    "CogVideoX-5B, 49, 13",
    "CogVideoX1.5-5B, 81, 22",
    "CogVideoX1.5-5B, 161, 42",
    "HunyuanVideo, 129, 33",
    "Latte-1, 16, 16",
  })
  void framesBecomeLatentFrames(String name, long frames, long latentFrames) {
    Grid pixels = model(name).defaults().pixels();
    Grid clip = new Grid(frames, pixels.height(), pixels.width());
    assertEquals(latentFrames, model(name).latent(clip).frames());
  }

  @Test
  void allegroTakesNoFrameAlone() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> model("Allegro").latent(new Grid(89, 720, 1280)))
            .getMessage();
    assertTrue(message.contains("frames must be a multiple of 4: frames=89"), message);
  }
}
