package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.config.Imported;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoencoderImportTest {
  private static Autoencoder network(String json) {
    return (Autoencoder) Autoencoders.read(json).network();
  }

  private static String refusal(String json) {
    return assertThrows(IllegalArgumentException.class, () -> Autoencoders.read(json)).getMessage();
  }

  /** The library's defaults of these classes are the published models themselves. */
  @ParameterizedTest
  @CsvSource({
    "AutoencoderKLFlux2, FLUX.2 VAE",
    "AutoencoderKLWan, Wan2.1 VAE",
    "AutoencoderKLQwenImage, Qwen-Image VAE",
    "AutoencoderKLHunyuanVideo, HunyuanVideo VAE",
    "AutoencoderKLCogVideoX, CogVideoX VAE",
    "AutoencoderKLLTXVideo, LTX-Video VAE",
    "AutoencoderKLMochi, Mochi VAE",
    "AutoencoderKLAllegro, Allegro VAE"
  })
  void missingKeysTakeTheLibrarysDefaults(String name, String preset) {
    Imported imported = Autoencoders.read("{\"_class_name\": \"" + name + "\"}");
    assertEquals(Autoencoders.preset(preset), imported.network());
    assertFalse(imported.assumed().isEmpty());
    assertEquals(List.of(), imported.unknown());
  }

  @Test
  void theSmallestDefaultHasOneStage() {
    Imported imported = Autoencoders.read("{\"_class_name\": \"AutoencoderKL\"}");
    Autoencoder it = (Autoencoder) imported.network();
    assertEquals(Grid.cube(1), it.latentSpace().stride());
    assertTrue(
        imported.assumed().contains("block_out_channels=[64]"), imported.assumed()::toString);
    assertTrue(imported.assumed().contains("latent_channels=4"), imported.assumed()::toString);
  }

  @Test
  void keysThatNothingReadsAreListed() {
    Imported imported =
        Autoencoders.read(
            """
            {"_class_name": "AutoencoderKLWan", "_diffusers_version": "0.35", "dropout": 0.0,
             "mystery": 3}
            """);
    assertEquals(List.of("mystery"), imported.unknown());
  }

  @Test
  void attentionAndQuantisationCanBeAbsent() {
    String with = "{\"_class_name\": \"AutoencoderKL\"}";
    String without =
        "{\"_class_name\": \"AutoencoderKL\", \"mid_block_add_attention\": false,"
            + " \"use_quant_conv\": false, \"use_post_quant_conv\": false}";
    long attention = 2 * (4 * (64 * 64 + 64) + 2 * 64);
    long quantisation = 8 * 8 + 8 + 4 * 4 + 4;
    assertEquals(
        attention + quantisation, network(with).parameters() - network(without).parameters());
  }

  @Test
  void pixelsCanMoveToChannelsInstead() {
    Autoencoder strided = Autoencoders.preset("DC-AE f32c32");
    Autoencoder shuffled =
        network(
            """
            {"_class_name": "AutoencoderDC", "encoder_block_types": "ResBlock",
             "decoder_block_types": "ResBlock", "encoder_layers_per_block": [0, 1, 1, 1, 1, 1],
             "decoder_layers_per_block": [0, 1, 1, 1, 1, 1]}
            """);
    assertEquals(strided.latentSpace(), shuffled.latentSpace());
    Grid pixels = Grid.square(128);
    assertEquals(Grid.square(4), Autoencoders.extentOfLastConvolution(shuffled.encode(pixels, 1)));
    assertEquals(
        pixels.over("pixels", Grid.square(2)),
        Autoencoders.extentOfLastConvolution(shuffled.decode(Grid.square(4), 1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_class_name\": \"AutoencoderKL\", \"block_out_channels\": [64, 64]}"
            + "|down_block_types must be 2 times DownEncoderBlock2D",
        "{\"_class_name\": \"AutoencoderKL\", \"up_block_types\": [\"AttnUpDecoderBlock2D\"]}"
            + "|up_block_types must be 1 times UpDecoderBlock2D",
        "{\"_class_name\": \"AutoencoderKLWan\", \"attn_scales\": [1]}"
            + "|attn_scales must be a list of 0",
        "{\"_class_name\": \"AutoencoderKLWan\", \"temperal_downsample\": [true]}"
            + "|temperal_downsample must be a list of 3",
        "{\"_class_name\": \"AutoencoderKLHunyuanVideo\", \"temporal_compression_ratio\": 8}"
            + "|temporal_compression_ratio must be 4",
        "{\"_class_name\": \"AutoencoderKLHunyuanVideo\", \"spatial_compression_ratio\": 6}"
            + "|spatial_compression_ratio must be a power of two",
        "{\"_class_name\": \"AutoencoderKLCogVideoX\", \"use_quant_conv\": true}"
            + "|use_quant_conv must be false",
        "{\"_class_name\": \"AutoencoderKLAllegro\","
            + " \"temporal_upsample_blocks\": [true, true, true, true]}"
            + "|temporal_upsample_blocks must be true as often",
        "{\"_class_name\": \"AutoencoderKLMochi\", \"layers_per_block\": [1]}"
            + "|layers_per_block must be a list of 5",
        "{\"_class_name\": \"AutoencoderKLLTXVideo\", \"patch_size_t\": 2}|patch_size_t must be 1",
        "{\"_class_name\": \"AutoencoderKLLTXVideo\", \"upsample_factor\": [1]}"
            + "|upsample_factor must be a list of 4",
        "{\"_class_name\": \"AutoencoderDC\", \"decoder_norm_types\": [\"batch_norm\"]}"
            + "|decoder_norm_types must be rms_norm",
        "{\"_class_name\": \"AutoencoderDC\", \"encoder_block_types\": \"UNet\"}"
            + "|encoder_block_types must be ResBlock or EfficientViTBlock",
        "{\"_class_name\": \"AutoencoderDC\", \"encoder_qkv_multiscales\": [5]}"
            + "|encoder_qkv_multiscales must be a list of lists"
      })
  void whatCannotBeCountedIsRefused(String jsonAndMessage) {
    int bar = jsonAndMessage.lastIndexOf('|');
    String message = refusal(jsonAndMessage.substring(0, bar));
    String expected = "config.json: " + jsonAndMessage.substring(bar + 1);
    assertTrue(message.startsWith(expected), message);
  }

  @Test
  void eachSaysWhatItLeavesOut() {
    for (String name : new String[] {"SD VAE", "Wan2.1 VAE", "HunyuanVideo VAE", "Mochi VAE"}) {
      for (String sentence : Autoencoders.preset(name).leftOut()) {
        assertTrue(sentence.endsWith("."), sentence);
      }
      assertFalse(Autoencoders.preset(name).leftOut().isEmpty(), name);
    }
  }
}
