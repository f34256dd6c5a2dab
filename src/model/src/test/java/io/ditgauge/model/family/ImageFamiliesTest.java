package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.config.Imported;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading configurations of image models: defaults, unknown keys and refusals. */
class ImageFamiliesTest {
  private static long parameters(String preset) {
    return Presets.of(preset).network().parameters();
  }

  @Test
  void missingKeysTakeTheLibrarysDefaults() {
    Imported qwen = ImageConfigs.read(QwenImageDenoiser.CLASS, "");
    assertEquals(parameters("Qwen-Image"), qwen.network().parameters());
    assertEquals(
        List.of(
            "patch_size=2",
            "out_channels=16",
            "num_layers=60",
            "num_attention_heads=24",
            "attention_head_dim=128",
            "in_channels=64",
            "joint_attention_dim=3584",
            "zero_cond_t=false",
            "use_additional_t_cond=false"),
        qwen.assumed());
    assertEquals(
        parameters("FLUX.2-dev"), ImageConfigs.denoiser(Flux2Denoiser.CLASS, "").parameters());
    assertEquals(
        parameters("SANA-1.6B"), ImageConfigs.denoiser(SanaDenoiser.CLASS, "").parameters());
    assertEquals(
        parameters("Z-Image-Turbo"), ImageConfigs.denoiser(ZImageDenoiser.CLASS, "").parameters());
  }

  /** The library's defaults predict as many channels as they take; DiT also predicts variances. */
  @Test
  void ditPredictsItsInputUnlessSaidOtherwise() {
    Denoiser plain = ImageConfigs.denoiser(DitDenoiser.CLASS, "");
    assertEquals(parameters("DiT-XL-2-256") - 16 * (1152 + 1), plain.parameters());
  }

  @Test
  void aLargeSampleHasSizeConditionsUnlessSaidOtherwise() {
    String caption = "'caption_channels': 4096";
    Denoiser large = ImageConfigs.denoiser(PixArtDenoiser.CLASS, caption);
    assertEquals(parameters("PixArt-Alpha-1024"), large.parameters());
    Denoiser small = ImageConfigs.denoiser(PixArtDenoiser.CLASS, caption + ", 'sample_size': 64");
    assertEquals(parameters("PixArt-Sigma-1024"), small.parameters());
  }

  @Test
  void unknownKeysAreListed() {
    Imported read = ImageConfigs.read(Sd3Denoiser.CLASS, "'rotary': true, '_name_or_path': 'x'");
    assertEquals(List.of("rotary"), read.unknown());
  }

  /** As facebook/DiT-XL-2-256 and PixArt-alpha have it in their config.json. */
  @Test
  void theFormerClassIsToldApartByItsNorm() {
    String old = ", 'num_vector_embeds': null, 'use_linear_projection': false, 'dropout': 0.0";
    Imported dit =
        ImageConfigs.read(
            "Transformer2DModel", "'norm_type': 'ada_norm_zero', 'out_channels': 8" + old);
    assertEquals(parameters("DiT-XL-2-256"), dit.network().parameters());
    assertEquals(DitDenoiser.CLASS, dit.network().className());
    Imported pixArt =
        ImageConfigs.read(
            "Transformer2DModel", "'norm_type': 'ada_norm_single', 'caption_channels': 4096" + old);
    assertEquals(parameters("PixArt-Alpha-1024"), pixArt.network().parameters());
    assertEquals(List.of(), dit.unknown());
    assertEquals(List.of(), pixArt.unknown());
  }

  @Test
  void anotherTransformer2DIsRefused() {
    String message = ImageConfigs.refusal("Transformer2DModel", "'norm_type': 'layer_norm'");
    assertTrue(message.contains("norm_type must be ada_norm_zero (DiT)"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ZImageTransformer2DModel | 'n_heads': 7 | n_heads must divide dim: n_heads=7, dim=3840",
        "ZImageTransformer2DModel | 'axes_dims': [32, 48] | axes_dims must be parts of the head",
        "ZImageTransformer2DModel | 'siglip_feat_dim': 1152 | siglip_feat_dim must be null",
        "ZImageTransformer2DModel | 'all_patch_size': [2, 4] | all_patch_size must be one patch",
        "SD3Transformer2DModel | 'caption_projection_dim': 1536 | = 1152: caption_projection_dim=1536",
        "SD3Transformer2DModel | 'dual_attention_layers': [18] | indices below num_layers = 18",
        "SD3Transformer2DModel | 'qk_norm': 'layer_norm' | qk_norm must be null or rms_norm",
        "SanaTransformer2DModel | 'cross_attention_dim': 1152 | cross_attention_dim must be",
        "SanaTransformer2DModel | 'mlp_ratio': 0 | mlp_ratio must be above 0",
        "PixArtTransformer2DModel | 'caption_channels': 9, 'num_layers': 1, 'cross_attention_dim': 8"
            + " | cross_attention_dim=8, width=1152",
        "DiTTransformer2DModel | 'activation_fn': 'geglu' | activation_fn must be gelu-approximate",
        "DiTTransformer2DModel | 'num_attention_heads': 0 | num_attention_heads must be at least 1",
        "DiTTransformer2DModel | 'norm_elementwise_affine': true | must be false, the only one",
        "Flux2Transformer2DModel | 'in_channels': 127 | 2 x 2 must divide in_channels",
        "Flux2Transformer2DModel | 'num_layers': 'eight' | num_layers must be a whole number",
        "FluxTransformer2DModel | 'in_channels': 63 | 2 x 2 must divide in_channels",
        "FluxTransformer2DModel | 'attention_head_dim': 0 | attention_head_dim must be at least 1",
        "QwenImageTransformer2DModel | 'in_channels': 63 | patch_size^2 must divide in_channels",
        "HiDreamImageTransformer2DModel | 'in_channels': 16 | patch_size is missing",
        "HiDreamImageTransformer2DModel | 'patch_size': 2 | caption_channels must be the widths"
      })
  void valuesThatNoModelHasAreRefused(String name, String keys, String rule) {
    String message = ImageConfigs.refusal(name, keys);
    assertTrue(message.contains(rule), message);
    assertTrue(message.startsWith("config.json"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DiT-XL-2-256", "SD3-Medium", "SANA-1.6B", "HiDream-I1-Full"})
  void videosAreRefused(String name) {
    Denoiser denoiser = Presets.of(name).model().orElseThrow().denoiser();
    String message = ImageConfigs.refusal(denoiser, new Grid(2, 32, 32), 77);
    assertTrue(message.contains("makes images: latent=2x32x32"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PixArt-Sigma-1024", "FLUX.1-dev", "FLUX.2-dev", "Z-Image-Turbo"})
  void aPromptIsNeeded(String name) {
    Denoiser denoiser = Presets.of(name).model().orElseThrow().denoiser();
    String message = ImageConfigs.refusal(denoiser, Grid.square(32), 0);
    assertTrue(message.contains("reads text: textTokens=0"), message);
  }

  @Test
  void ditTakesSquaresOnly() {
    Denoiser dit = ImageConfigs.denoiser(DitDenoiser.CLASS, "");
    String message = ImageConfigs.refusal(dit, new Grid(1, 32, 64), 0);
    assertTrue(message.contains("takes square images only: latent=1x32x64"), message);
  }

  @Test
  void stableDiffusionHasPositionsForItsLargestImageOnly() {
    Denoiser medium = Presets.of("SD3-Medium").model().orElseThrow().denoiser();
    String message = ImageConfigs.refusal(medium, new Grid(1, 64, 400), 77);
    assertTrue(message.contains("at most pos_embed_max_size=192 patches a side: 32x200"), message);
  }

  /** The library pads what is not square to 128 x 128 latent elements. */
  @Test
  void hiDreamPadsWhatIsNotSquare() {
    Denoiser hidream = Presets.of("HiDream-I1-Full").model().orElseThrow().denoiser();
    ForwardPass wide = hidream.forward(new Denoiser.Input(new Grid(1, 96, 128), 128, 1));
    assertEquals(4096, wide.tokens());
    assertEquals(384, wide.textTokens());
    ForwardPass square = hidream.forward(new Denoiser.Input(Grid.square(96), 128, 1));
    assertEquals(48 * 48, square.tokens());
    String message = ImageConfigs.refusal(hidream, new Grid(1, 128, 160), 128);
    assertTrue(message.contains("at most max_resolution = 4096 patches: 64x80"), message);
  }

  @Test
  void zImagePadsBothStreams() {
    Denoiser turbo = Presets.of("Z-Image-Turbo").model().orElseThrow().denoiser();
    ForwardPass pass = turbo.forward(new Denoiser.Input(new Grid(1, 6, 22), 33, 1));
    assertEquals(64, pass.tokens());
    assertEquals(64, pass.textTokens());
  }

  @Test
  void whatReferenceImagesAddIsNamed() {
    Denoiser edit = ImageConfigs.denoiser(QwenImageDenoiser.CLASS, "'zero_cond_t': true");
    assertEquals(1, edit.leftOut().size());
    assertEquals(List.of(), ImageConfigs.denoiser(QwenImageDenoiser.CLASS, "").leftOut());
  }

  /** The last block may be one of those with two attentions. */
  @Test
  void dualLayersMayBeAnyBlocks() {
    String keys = "'qk_norm': 'rms_norm', 'dual_attention_layers': ";
    long none = ImageConfigs.denoiser(Sd3Denoiser.CLASS, keys + "[]").parameters();
    long first = ImageConfigs.denoiser(Sd3Denoiser.CLASS, keys + "[0]").parameters();
    long last = ImageConfigs.denoiser(Sd3Denoiser.CLASS, keys + "[17]").parameters();
    long attention = 3 * (1152 * 1152 + 1152) + 4 * (1152 * 1152 + 1152) + 2 * 64;
    assertEquals(attention, first - none);
    assertEquals(first, last);
  }
}
