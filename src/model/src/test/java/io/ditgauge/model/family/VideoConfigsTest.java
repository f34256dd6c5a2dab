package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.config.ConfigFiles;
import io.ditgauge.model.config.Imported;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations of video denoisers are read as the libraries read them. */
class VideoConfigsTest {
  private static final String COG_5B =
      "'_class_name': 'CogVideoXTransformer3DModel', 'num_layers': 42, 'num_attention_heads': 48,"
          + " 'use_rotary_positional_embeddings': true";

  private static final String OPEN_SORA =
      "'_class_name': 'MMDiTModel', 'in_channels': 64, 'vec_in_dim': 768, 'context_in_dim': 4096,"
          + " 'hidden_size': 3072, 'mlp_ratio': 4, 'num_heads': HEADS, 'depth': 19,"
          + " 'depth_single_blocks': 38, 'axes_dim': [16, 56, 56], 'qkv_bias': true,"
          + " 'guidance_embed': false";

  private static Imported read(String keys) {
    return Families.read(
        "config.json", ConfigFiles.parse("config.json", "{" + keys.replace('\'', '"') + "}"));
  }

  private static Denoiser denoiser(String keys) {
    return (Denoiser) read(keys).network();
  }

  private static String refused(String keys) {
    return assertThrows(IllegalArgumentException.class, () -> read(keys)).getMessage();
  }

  /** The defaults are those of CogVideoX-2B, HunyuanVideo, Mochi 1 and Allegro. */
  @ParameterizedTest
  @CsvSource({
    "CogVideoXTransformer3DModel, 1693783872, num_layers=30, activation_fn=gelu-approximate",
    "HunyuanVideoTransformer3DModel, 12821012544, num_single_layers=40, mlp_ratio=4.0",
    "MochiTransformer3DModel, 10027677744, pooled_projection_dim=1536, activation_fn=swiglu",
    "AllegroTransformer3DModel, 2771907856, attention_head_dim=96, attention_bias=true",
  })
  void missingKeysTakeTheDefaultsOfTheLibrary(
      String name, long parameters, String one, String another) {
    Imported imported = read("'_class_name': '" + name + "'");
    assertEquals(parameters, imported.network().parameters());
    assertTrue(imported.assumed().containsAll(List.of(one, another)), imported.assumed()::toString);
    assertEquals(List.of(), imported.unknown());
  }

  /** Safetensors totals of THUDM/CogVideoX-5b-I2V and THUDM/CogVideoX1.5-5B-I2V. */
  @Test
  void imageToVideoModelsHoldWhatTheirCheckpointsHold() {
    assertEquals(
        5_625_087_552L,
        denoiser(COG_5B + ", 'in_channels': 32, 'use_learned_positional_embeddings': true")
            .parameters());
    assertEquals(
        5_571_594_880L,
        denoiser(
                COG_5B
                    + ", 'in_channels': 32, 'patch_size_t': 2, 'patch_bias': false,"
                    + " 'ofs_embed_dim': 512, 'sample_height': 300, 'sample_width': 300")
            .parameters());
  }

  /** Safetensors totals of tencent/HunyuanVideo-I2V and Skywork/SkyReels-V1-Hunyuan-I2V. */
  @Test
  void hunyuanVariantsHoldWhatTheirCheckpointsHold() {
    String name = "'_class_name': 'HunyuanVideoTransformer3DModel'";
    Denoiser kept = denoiser(name + ", 'image_condition_type': 'token_replace'");
    assertEquals(12_821_012_544L, kept.parameters());
    Denoiser plain = denoiser(name);
    assertTrue(
        kept.forward(kept.smallest()).counts().linearMacs().exact()
            > plain.forward(plain.smallest()).counts().linearMacs().exact());
    assertEquals(12_821_209_152L, denoiser(name + ", 'in_channels': 32").parameters());
  }

  /** What the published files hold beyond the keys of the library changes nothing. */
  @Test
  void keysThatTheLibraryDoesNotReadAreNoSurprise() {
    Imported allegro =
        read(
            "'_class_name': 'AllegroTransformer3DModel', '_diffusers_version': '0.30.3',"
                + " 'ca_attention_mode': 'xformers', 'sa_attention_mode': 'flash',"
                + " 'norm_type': 'ada_norm_single', 'sample_size': [90, 160], 'sample_size_t': 22,"
                + " 'downsampler': null, 'model_max_length': 300");
    assertEquals(List.of(), allegro.unknown());
    assertEquals(2_771_907_856L, allegro.network().parameters());
  }

  @ParameterizedTest
  @CsvSource({
    "CogVideoXTransformer3DModel",
    "HunyuanVideoTransformer3DModel",
    "MochiTransformer3DModel",
    "AllegroTransformer3DModel",
  })
  void unknownKeysAreListed(String name) {
    assertEquals(
        List.of("num_experts"), read("'_class_name': '" + name + "', 'num_experts': 8").unknown());
  }

  @Test
  void headsMustDivideTheWidth() {
    assertEquals(
        "config.json: num_heads must divide hidden_size: num_heads=25, hidden_size=3072 (in"
            + " MMDiTModel)",
        refused(OPEN_SORA.replace("HEADS", "25")));
  }

  @Test
  void rotaryAxesMustFillTheHead() {
    assertTrue(
        refused(OPEN_SORA.replace("HEADS", "32")).contains("add up to hidden_size / num_heads"));
    assertTrue(
        refused("'_class_name': 'HunyuanVideoTransformer3DModel', 'attention_head_dim': 96")
            .contains("add up to attention_head_dim=96: rope_axes_dim=[16, 56, 56]"));
    assertTrue(
        refused("'_class_name': 'MochiTransformer3DModel', 'attention_head_dim': 127")
            .contains("attention_head_dim=127"));
  }

  @Test
  void whatHasNoDefaultMustBeGiven() {
    assertTrue(
        refused(OPEN_SORA.replace("HEADS", "24").replace("'mlp_ratio': 4, ", ""))
            .contains("mlp_ratio is missing"));
    assertTrue(
        refused("'_class_name': 'LatteTransformer3DModel', 'norm_type': 'ada_norm_single'")
            .contains("in_channels is missing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "LatteTransformer3DModel | 'in_channels': 4 | norm_type must be ada_norm_single",
        "AllegroTransformer3DModel | 'cross_attention_dim': 4096 | to which text is projected, 2304",
        "AllegroTransformer3DModel | 'patch_size_t': 2 | patch_size_t must be 1",
        "MochiTransformer3DModel | 'activation_fn': 'relu' | one of gelu, gelu-approximate",
        "MochiTransformer3DModel | 'qk_norm': 'layer_norm' | qk_norm must be rms_norm",
        "HunyuanVideoTransformer3DModel | 'image_condition_type': 'x' | latent_concat, token_replace",
        "CogVideoXTransformer3DModel | 'use_learned_positional_embeddings': true | false unless",
        "CogVideoXTransformer3DModel | 'num_layers': 0 | num_layers=0",
        "CogVideoXTransformer3DModel | 'num_attention_heads': 0 | num_attention_heads=0",
      })
  void whatNoModelOfTheClassHasIsRefused(String name, String keys, String reason) {
    String message = refused("'_class_name': '" + name + "', " + keys);
    assertTrue(message.startsWith("config.json: "), message);
    assertTrue(message.contains(reason), message);
  }

  @Test
  void learnedPositionsFixTheSize() {
    Denoiser fixed = denoiser(COG_5B + ", 'use_learned_positional_embeddings': true");
    Denoiser.Input other = new Denoiser.Input(new Grid(13, 96, 170), 226, 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> fixed.forward(other)).getMessage();
    assertTrue(message.contains("latent=13x96x170; give a height and width of 60x90"), message);
  }

  @Test
  void aModelThatReadsTextRefusesNone() {
    Denoiser mochi = denoiser("'_class_name': 'MochiTransformer3DModel'");
    Denoiser.Input wordless = new Denoiser.Input(mochi.patch(), 0, 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> mochi.forward(wordless)).getMessage();
    assertTrue(message.contains("textTokens=0"), message);
  }

  @Test
  void latteHoldsPositionsForItsClipsOnly() {
    Denoiser latte =
        denoiser(
            "'_class_name': 'LatteTransformer3DModel', 'norm_type': 'ada_norm_single',"
                + " 'in_channels': 4, 'patch_size': 2, 'caption_channels': 64");
    Denoiser.Input longer = new Denoiser.Input(new Grid(24, 8, 8), 4, 1);
    String message =
        assertThrows(IllegalArgumentException.class, () -> latte.forward(longer)).getMessage();
    assertTrue(message.contains("video_length=16 frames: frames=24; give 16 or 1"), message);
  }
}
