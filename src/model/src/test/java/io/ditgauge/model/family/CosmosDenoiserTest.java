package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.config.Imported;
import java.util.List;
import org.junit.jupiter.api.Test;

class CosmosDenoiserTest {
  private static final String COSMOS = "CosmosTransformer3DModel";

  /** Values: huggingface/diffusers scripts/convert_cosmos_to_diffusers.py, 2B Video2World. */
  private static final String PREDICT2 =
      """
      "in_channels": 17, "out_channels": 16, "num_attention_heads": 16, "attention_head_dim": 128,
      "num_layers": 28, "mlp_ratio": 4.0, "text_embed_dim": 1024, "adaln_lora_dim": 256,
      "max_size": [128, 240, 240], "patch_size": [1, 2, 2], "rope_scale": [1.0, 3.0, 3.0],
      "concat_padding_mask": true, "extra_pos_embed_type": null
      """;

  private static Denoiser cosmos(String keys) {
    return CrossVideoConfigs.denoiser(COSMOS, keys);
  }

  /** Source: 1956413440 parameters of Cosmos-Policy-LIBERO-Predict2-2B, the same transformer. */
  @Test
  void aPublishedConfigurationGivesTheParametersOfItsCheckpoint() {
    Imported imported = CrossVideoConfigs.read(CrossVideoConfigs.json(COSMOS, PREDICT2));
    assertEquals(1_956_413_440L, imported.network().parameters());
    assertEquals(List.of(), imported.assumed());
    assertEquals(List.of(), imported.unknown());
  }

  /** Source: 7.24 GB in 8 bits (calcuis/cosmos, Cosmos-1_0-Diffusion-7B-Text2World_fp8). */
  @Test
  void theDefaultsOfTheLibraryAreThe7BOfCosmos1() {
    assertEquals(7.24e9, (double) cosmos("").parameters(), 0.005e9);
  }

  /** A missing key takes the library's default; a null is a value: no learned positions. */
  @Test
  void learnedPositionsAreThereUnlessTheKeyIsNull() {
    long tables = (128 + 120 + 120) * 4096L;
    assertEquals(
        cosmos("").parameters() - tables, cosmos("\"extra_pos_embed_type\": null").parameters());
  }

  @Test
  void aModulationIsOfLowRank() {
    ForwardPass pass = cosmos(PREDICT2).forward(new Denoiser.Input(new Grid(24, 88, 160), 512, 1));
    long width = 2048;
    assertEquals(
        width * 256, CrossVideoConfigs.op(pass, "block", "mlp modulation down").op().work().macs());
    assertEquals(
        256 * 3 * width,
        CrossVideoConfigs.op(pass, "block", "cross modulation up").op().work().macs());
  }

  /** Source: Cosmos-2.5-Predict-Base-2B of the same script. */
  @Test
  void aProjectionOfTheTextHasItsWeights() {
    String projected =
        """
        , "use_crossattn_projection": true, "crossattn_proj_in_channels": 100352,
        "encoder_hidden_states_channels": 1024
        """;
    assertEquals(1_956_413_440L + 100_352 * 1024 + 1024, cosmos(PREDICT2 + projected).parameters());
  }

  @Test
  void learnedPositionsEndSomewhere() {
    Denoiser cosmos = cosmos("");
    Denoiser.Input wide = new Denoiser.Input(new Grid(16, 88, 242), 512, 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> cosmos.forward(wide)).getMessage();
    assertTrue(message.contains("width must be at most 120 tokens"), message);
    assertTrue(message.contains("width=121"), message);
  }

  @Test
  void impossibleValuesAreRefusedByKeyAndRule() {
    String fixed = CrossVideoConfigs.refusal(COSMOS, "\"extra_pos_embed_type\": \"sincos\"");
    assertTrue(fixed.contains("extra_pos_embed_type must be one of learnable"), fixed);
    String rank = CrossVideoConfigs.refusal(COSMOS, "\"adaln_lora_dim\": 0");
    assertTrue(rank.contains("adaln_lora_dim=0"), rank);
  }
}
