package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.CrossBlock;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.config.Imported;
import java.util.List;
import org.junit.jupiter.api.Test;

class WanDenoiserTest {
  private static final String WAN = "WanTransformer3DModel";

  /** Values: huggingface/diffusers scripts/convert_wan_to_diffusers.py, Wan-T2V-1.3B. */
  private static final String T2V_SMALL =
      """
      "added_kv_proj_dim": null, "attention_head_dim": 128, "cross_attn_norm": true, "eps": 1e-06,
      "ffn_dim": 8960, "freq_dim": 256, "image_dim": null, "in_channels": 16,
      "num_attention_heads": 12, "num_layers": 30, "out_channels": 16, "patch_size": [1, 2, 2],
      "pos_embed_seq_len": null, "qk_norm": "rms_norm_across_heads", "rope_max_seq_len": 1024,
      "text_dim": 4096
      """;

  /** The same file, Wan-I2V-14B-480p, without what the defaults say. */
  private static final String I2V =
      "\"in_channels\": 36, \"image_dim\": 1280, \"added_kv_proj_dim\": 5120";

  /** The same file, Wan2.2-TI2V-5B; expand_timesteps is in the pipeline's model_index.json. */
  private static final String TI2V =
      """
      "ffn_dim": 14336, "in_channels": 48, "num_attention_heads": 24, "num_layers": 30,
      "out_channels": 48, "expand_timesteps": true
      """;

  private static Denoiser wan(String keys) {
    return CrossVideoConfigs.denoiser(WAN, keys);
  }

  /** Source: 5675987200 bytes in float32 (total_size, Wan-AI/Wan2.1-T2V-1.3B-Diffusers). */
  @Test
  void aPublishedConfigurationGivesTheParametersOfItsCheckpoint() {
    Imported imported = CrossVideoConfigs.read(CrossVideoConfigs.json(WAN, T2V_SMALL));
    assertEquals(1_418_996_800L, imported.network().parameters());
    assertEquals(List.of(), imported.assumed());
    assertEquals(List.of(), imported.unknown());
  }

  /** Source: 57153966336 bytes in float32 (total_size, Wan-AI/Wan2.2-T2V-A14B-Diffusers). */
  @Test
  void missingKeysTakeTheDefaultsOfTheLibraryWhichAreThoseOfThe14B() {
    Imported imported = CrossVideoConfigs.read(CrossVideoConfigs.json(WAN, ""));
    assertEquals(14_288_491_584L, imported.network().parameters());
    assertEquals(
        List.of(
            "num_attention_heads=40",
            "attention_head_dim=128",
            "num_layers=40",
            "ffn_dim=13824",
            "in_channels=16",
            "out_channels=16",
            "patch_size=[1, 2, 2]",
            "text_dim=4096",
            "freq_dim=256",
            "cross_attn_norm=true"),
        imported.assumed());
  }

  @Test
  void keysThatNobodyKnowsAreListed() {
    Imported imported =
        CrossVideoConfigs.read(
            CrossVideoConfigs.json(WAN, "\"vace_layers\": [0, 5], \"vace_in_channels\": 96"));
    assertEquals(List.of("vace_layers", "vace_in_channels"), imported.unknown());
  }

  /** Source: 4999787712 elements (Wan-AI/Wan2.2-TI2V-5B). */
  @Test
  void theSmallModelOfWan22HasTheParametersOfItsCheckpoint() {
    assertEquals(4_999_787_712L, wan(TI2V).parameters());
  }

  @Test
  void theBlockOfTextToVideoIsTheCrossBlock() {
    ForwardPass pass = wan(T2V_SMALL).forward(new Denoiser.Input(new Grid(6, 60, 104), 512, 2));
    assertEquals(
        new CrossBlock(2, 9360, 512, 1536, 12, 8960).parts(),
        CrossVideoConfigs.part(pass, "block").ops());
  }

  @Test
  void imageToVideoAttendsToTheTokensOfItsFirstImageToo() {
    Denoiser.Input input = new Denoiser.Input(new Grid(21, 60, 104), 512, 1);
    ForwardPass pass = wan(I2V).forward(input);
    long tokens = 21 * 30 * 52;
    long width = 5120;
    assertEquals(
        2 * tokens * 257 * width,
        CrossVideoConfigs.op(pass, "block", "image attention").op().work().macs());
    assertEquals(
        257 * width * 2 * width,
        CrossVideoConfigs.op(pass, "block", "image kv").op().work().macs());
    assertEquals(
        257 * (1280 * 1280 + 1280 * width),
        CrossVideoConfigs.macs(pass, "image embedding").exact());
    assertEquals(16, wan(I2V).latentChannels());
  }

  /** Derived: k and v, their biases and a norm in 40 blocks, the embedder, 20 more channels. */
  @Test
  void imageToVideoHasTheWeightsOfTheImageBeside() {
    long width = 5120;
    long blocks = 40 * (2 * (width * width + width) + width);
    long embedder = 2 * 1280 + 1280 * 1280 + 1280 + 1280 * width + width + 2 * width;
    long channels = 20 * 4 * width;
    assertEquals(14_288_491_584L + blocks + embedder + channels, wan(I2V).parameters());
  }

  @Test
  void twoImagesHaveLearnedPositions() {
    assertEquals(
        wan(I2V).parameters() + 514 * 1280, wan(I2V + ", \"pos_embed_seq_len\": 514").parameters());
  }

  @Test
  void withATimeForEachTokenTheModulationRunsForEachToken() {
    Denoiser.Input input = new Denoiser.Input(new Grid(31, 44, 80), 512, 1);
    ForwardPass pass = wan(TI2V).forward(input);
    long tokens = 31 * 22 * 40;
    long width = 3072;
    assertEquals(
        tokens * (256 * width + 7 * width * width),
        CrossVideoConfigs.macs(pass, "time embedding").exact());
    assertEquals(
        3 * tokens * width,
        CrossVideoConfigs.op(pass, "block", "mlp modulate").op().work().elementsRead());
  }

  @Test
  void withoutCrossNormItsWeightsAreGone() {
    assertEquals(14_288_491_584L - 40 * 2 * 5120, wan("\"cross_attn_norm\": false").parameters());
  }

  @Test
  void impossibleValuesAreRefusedByKeyAndRule() {
    String odd = CrossVideoConfigs.refusal(WAN, "\"attention_head_dim\": 127");
    assertTrue(odd.startsWith("config.json: 2 must divide head width"), odd);
    String alone = CrossVideoConfigs.refusal(WAN, "\"image_dim\": 1280");
    assertTrue(alone.contains("added_kv_proj_dim is missing"), alone);
    String narrow =
        CrossVideoConfigs.refusal(WAN, "\"image_dim\": 1280, \"added_kv_proj_dim\": 1280");
    assertTrue(
        narrow.contains(
            "added_kv_proj_dim must be num_attention_heads x attention_head_dim = 5120:"
                + " added_kv_proj_dim=1280"),
        narrow);
    String flat = CrossVideoConfigs.refusal(WAN, "\"patch_size\": [2, 2]");
    assertTrue(flat.contains("patch_size must be three whole numbers"), flat);
  }

  @Test
  void aPassWithoutTextOrWithHalfAPatchIsRefused() {
    Denoiser wan = wan(T2V_SMALL);
    Denoiser.Input silent = new Denoiser.Input(new Grid(6, 60, 104), 0, 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> wan.forward(silent)).getMessage();
    assertTrue(message.contains("textTokens=0 (in " + WAN + ")"), message);
    Denoiser.Input half = new Denoiser.Input(new Grid(6, 61, 104), 512, 1);
    assertThrows(IllegalArgumentException.class, () -> wan.forward(half));
  }
}
