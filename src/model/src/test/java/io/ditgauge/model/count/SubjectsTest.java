package io.ditgauge.model.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.preset.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectsTest {
  private static final String FLUX =
      """
      {"_class_name": "FluxTransformer2DModel", "num_layers": 2, "num_single_layers": 3,
       "num_attention_heads": 4, "attention_head_dim": 16, "guidance_embeds": true, "colour": 1}
      """;

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> Subjects.of(text)).getMessage();
  }

  @Test
  void aConfigurationAloneTakesTheRestFromThePresetOfItsClass() throws IOException {
    String dev = "{'_class_name': 'FluxTransformer2DModel', 'guidance_embeds': true, 'colour': 1}";
    Subject subject = Subjects.of(file("config.json", dev.replace('\'', '"')).toString());
    assertEquals(Presets.of("FLUX.1-dev").network(), subject.network());
    Model model = subject.model().orElseThrow();
    assertEquals(new Grid(1, 8, 8), model.space().stride());
    assertEquals(28, model.defaults().steps());
    assertEquals(List.of("colour"), subject.origin().unknown());
    String assumed = subject.origin().assumed().toString();
    assertTrue(assumed.contains("in_channels=64"), assumed);
    assertTrue(assumed.contains("latent element of 1x8x8 pixels"), assumed);
    assertTrue(assumed.contains("28 steps, 1 pass, as in FLUX.1-dev"), assumed);
    assertEquals(subject.network(), Subjects.of(folder.toString()).network());
  }

  @Test
  void aDescriptionOfAKnownClassIsItsConfiguration() throws IOException {
    Path yaml = file("d.yaml", "_class_name: FluxTransformer2DModel\nguidance_embeds: true\n");
    assertEquals(Presets.of("FLUX.1-dev").network(), Subjects.describedIn(yaml).network());
    Path list = file("list.yaml", "- 1\n- 2\n");
    String message =
        assertThrows(IllegalArgumentException.class, () -> Subjects.describedIn(list)).getMessage();
    assertTrue(message.contains("a description must be a list of 'key: value' lines"), message);
  }

  /** The dimensions of DiT-XL/2 at 512 pixels: its blocks have 28 (12 T D^2 + 2 T^2 D) MACs. */
  @Test
  void aDescriptionWithoutAClassIsOfAGenericDenoiser() throws IOException {
    Path yaml = file("d.yaml", "layers: 28\nwidth: 1152\nheads: 16\n");
    Settings at512 = Settings.NONE.with(Setting.WIDTH, 512).with(Setting.HEIGHT, 512);
    FlopCount count = Counter.count(Subjects.describedIn(yaml), at512);
    assertEquals("generic", count.subject().network().className());
    assertEquals(1024, count.forward().tokens());
    double blocks = 28 * (12.0 * 1024 * 1152 * 1152 + 2.0 * 1024 * 1024 * 1152);
    assertEquals(blocks, count.counts().macs().value(), 0.002 * blocks);
    assertEquals(0, count.settings().get(Setting.TEXT_TOKENS, -1));
    Path odd = file("odd.yaml", "layers: 28\nwidth: 1153\nheads: 16\n");
    assertTrue(described(odd).contains("heads must divide width: heads=16, width=1153"));
    Path two = file("two.yaml", "layers: 28\nwidth: 1152\n");
    assertTrue(described(two).contains("heads is missing"));
  }

  @Test
  void aDescriptionHasALatentSpaceAndDefaultsOfItsOwn() throws IOException {
    String network = "_class_name: FluxTransformer2DModel\n";
    String space = "latentSpace: {stride: [4, 16, 8], firstFrameAlone: false}\n";
    String defaults = "defaults: {frames: 8, width: 320, height: 160, steps: 9, colour: 1}\n";
    Subject subject = Subjects.describedIn(file("d.yaml", network + space + defaults));
    Model model = subject.model().orElseThrow();
    assertEquals(new Grid(2, 10, 40), model.latent(model.defaults().pixels()));
    assertEquals(9, model.defaults().steps());
    assertEquals(List.of("defaults.colour"), subject.origin().unknown());
    assertTrue(subject.origin().assumed().contains("defaults.passes=2"));
    Path flat = file("flat.yaml", network + "latentSpace: {stride: [8, 8]}\n");
    assertTrue(described(flat).contains("stride must be [frames, height, width]"));
    Path none = file("none.yaml", network + "latentSpace: 8\n");
    assertTrue(described(none).contains("none.yaml, latentSpace: a configuration must be"));
  }

  private static String described(Path file) {
    return assertThrows(IllegalArgumentException.class, () -> Subjects.describedIn(file))
        .getMessage();
  }

  @Test
  void aPipelineIsItsTransformerAndWhatElseIsKnown() throws IOException {
    file(
        "model_index.json",
        """
        {"_class_name": "FluxPipeline", "_diffusers_version": "0.30.0",
         "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
         "text_encoder": ["nobody", "UnheardOf"], "text_encoder_2": ["nobody", "UnheardOf"],
         "tokenizer": ["transformers", "CLIPTokenizer"], "safety_checker": [null, null],
         "transformer": ["diffusers", "FluxTransformer2DModel"],
         "transformer_2": ["diffusers", "FluxTransformer2DModel"],
         "vae": ["nobody", "UnheardOf"], "image_encoder": ["nobody", "UnheardOf"]}
        """);
    file("transformer/config.json", FLUX);
    file("transformer_2/config.json", FLUX);
    file("vae/config.json", "{\"_class_name\": \"UnheardOf\"}");
    file("text_encoder/config.json", "{\"architectures\": [\"UnheardOf\"]}");
    Subject subject = Subjects.of(folder.toString());
    assertEquals("FluxTransformer2DModel", subject.network().className());
    assertEquals(new Grid(1, 8, 8), subject.model().orElseThrow().space().stride());
    String warnings = String.join("\n", subject.origin().warnings());
    assertTrue(warnings.contains("vae is not counted: unknown class UnheardOf"), warnings);
    assertTrue(warnings.contains("text_encoder is not counted: unknown class"), warnings);
    assertTrue(warnings.contains("text_encoder_2 is not counted: "), warnings);
    assertTrue(warnings.contains("image_encoder is not counted"), warnings);
    assertTrue(warnings.contains("transformer_2 takes the place of transformer"), warnings);
    assertEquals(5, subject.origin().warnings().size(), warnings);
    assertTrue(subject.origin().unknown().contains("transformer: colour"));
  }

  @Test
  void aPipelineDecodesWithItsOwnAutoencoder() throws IOException {
    file(
        "model_index.json",
        """
        {"transformer": ["diffusers", "FluxTransformer2DModel"],
         "vae": ["diffusers", "AutoencoderKL"]}
        """);
    file("transformer/config.json", FLUX);
    String vae =
        """
        {"_class_name": "AutoencoderKL", "block_out_channels": [128, 256, 512, 512],
         "down_block_types": ["DownEncoderBlock2D", "DownEncoderBlock2D", "DownEncoderBlock2D",
                              "DownEncoderBlock2D"],
         "up_block_types": ["UpDecoderBlock2D", "UpDecoderBlock2D", "UpDecoderBlock2D",
                            "UpDecoderBlock2D"],
         "latent_channels": 16, "layers_per_block": 2, "norm_num_groups": 32,
         "use_quant_conv": false, "use_post_quant_conv": false}
        """;
    file("vae/config.json", vae);
    Model model = Subjects.of(folder.toString()).model().orElseThrow();
    assertEquals(Presets.of("FLUX.1 VAE").network(), model.autoencoder().orElseThrow());
    FlopCount count = Counter.count(Subjects.of(folder.toString()), Settings.NONE);
    assertEquals(
        List.of("denoiser", "decoder"), count.stages().stream().map(StageCount::kind).toList());
    file("vae/config.json", vae.replace("512]", "512"));
    assertTrue(refusal(folder.toString()).contains("not valid JSON"));
    file("vae/config.json", FLUX);
    assertTrue(refusal(folder.toString()).contains("'vae' must be of the kind Autoencoder"));
  }

  @Test
  void foldersWithoutConfigurationsAreRefused() throws IOException {
    assertTrue(refusal(folder.toString()).contains("holds neither model_index.json"));
    file("model_index.json", "{\"transformer\": [\"diffusers\", \"FluxTransformer2DModel\"]}");
    assertTrue(refusal(folder.toString()).contains("is the download complete?"));
    file("model_index.json", "{\"unet\": [\"diffusers\", \"UNet2DConditionModel\"]}");
    assertTrue(refusal(folder.toString()).contains("no component 'transformer'"));
    file("model_index.json", "[]");
    assertTrue(refusal(folder.toString()).contains("must be a JSON object"));
  }

  @Test
  void aNameOfNothingIsAnsweredWithTheNearestPresets() {
    String message = refusal("flux.1-Dev");
    assertTrue(message.contains("did you mean FLUX.1-dev"), message);
    assertTrue(message.contains("no file or folder"), message);
    assertTrue(refusal("a\0b").contains("unknown model"));
  }

  @Test
  void numbersThatDoNotGoTogetherAreRefusedWithTheirPlace() throws IOException {
    Path zero = file("zero.json", FLUX.replace("\"num_layers\": 2", "\"num_layers\": 0"));
    String message = refusal(zero.toString());
    assertTrue(message.startsWith(zero + ": ") && message.contains("num_layers=0"), message);
    Path odd =
        file("odd.json", FLUX.replace("\"num_attention_heads\": 4", "\"num_attention_heads\": 0"));
    assertTrue(refusal(odd.toString()).startsWith(odd + ": "), refusal(odd.toString()));
  }
}
