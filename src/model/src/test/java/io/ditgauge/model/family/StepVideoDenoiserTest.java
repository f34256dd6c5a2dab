package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.config.Imported;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepVideoDenoiserTest {
  private static final String STEP = "StepVideoModel";

  /** Values: the defaults of stepfun-ai/Step-Video-T2V stepvideo/modules/model.py. */
  private static final String PUBLISHED =
      """
      "num_attention_heads": 48, "attention_head_dim": 128, "in_channels": 64, "out_channels": 64,
      "num_layers": 48, "dropout": 0.0, "patch_size": 1, "norm_type": "ada_norm_single",
      "norm_elementwise_affine": false, "norm_eps": 1e-06, "use_additional_conditions": false,
      "caption_channels": [6144, 1024], "attention_type": "parallel"
      """;

  private static Denoiser step(String keys) {
    return CrossVideoConfigs.denoiser(STEP, keys);
  }

  /** Source: FastVideo/stepvideo-t2v-diffusers: 5 files of 9.97 and one of 8.85 GB in bfloat16. */
  @Test
  void thePublishedConfigurationHasTheParametersOfItsFiles() {
    Imported imported = CrossVideoConfigs.read(CrossVideoConfigs.json(STEP, PUBLISHED));
    assertEquals(58.70e9 / 2, (double) imported.network().parameters(), 6 * 0.005e9 / 2);
    assertEquals(List.of(), imported.assumed());
    assertEquals(List.of(), imported.unknown());
    assertEquals(imported.network().parameters(), step("").parameters());
  }

  /** Derived: six embedders' layers of 256, D/2 and D from normalization.py. */
  @Test
  void additionalConditionsHaveTheirEmbedders() {
    long half = 3072;
    long width = 6144;
    long resolution = 256 * half + half + half * half + half;
    long other = 256 * width + width + width * width + width;
    assertEquals(
        step("").parameters() + resolution + 2 * other,
        step("\"use_additional_conditions\": true").parameters());
  }

  @Test
  void oneCaptionWidthMeansNoClip() {
    assertEquals(
        step("").parameters() - 1024 * 6144 - 6144,
        step("\"caption_channels\": 6144").parameters());
  }

  /** Source: max(frames // 17 * 3, 1) latent frames (modelscope/DiffSynth-Studio, StepVideo). */
  @Test
  void seventeenFramesMakeThreeLatentFrames() {
    Model model = Presets.of("Step-Video-T2V-30B").model().orElseThrow();
    Grid latent = model.latent(new Grid(204, 544, 992));
    assertEquals(new Grid(36, 34, 62), latent);
    assertEquals(new Grid(204, 544, 992), model.space().pixels(latent));
    assertEquals(new Grid(1, 34, 62), model.latent(new Grid(1, 544, 992)));
    String message =
        assertThrows(IllegalArgumentException.class, () -> model.latent(new Grid(200, 544, 992)))
            .getMessage();
    assertTrue(message.contains("the nearest are 187 and 204"), message);
  }

  @Test
  void aPromptHoldsTheTokensOfClipAndMore() {
    Denoiser step = step("");
    Denoiser.Input clipOnly = new Denoiser.Input(new Grid(36, 34, 62), 77, 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> step.forward(clipOnly)).getMessage();
    assertTrue(message.contains("textTokens must be above 77"), message);
    String three = CrossVideoConfigs.refusal(STEP, "\"caption_channels\": [1, 2, 3]");
    assertTrue(three.contains("caption_channels must be one width or two"), three);
  }
}
