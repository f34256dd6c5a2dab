package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters of the image models against those of their published weights. */
class ImagePresetsTest {
  private static long parameters(String name) {
    return Presets.of(name).network().parameters();
  }

  private static long published(String name) {
    return Presets.of(name).checkpoint().orElseThrow().parameters();
  }

  private static Model model(String name) {
    return Presets.of(name).model().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DiT-XL-2-256",
        "PixArt-Sigma-1024",
        "SD3-Medium",
        "SD3.5-Medium",
        "SD3.5-Large",
        "FLUX.1-dev",
        "FLUX.1-schnell",
        "FLUX.2-dev",
        "FLUX.2-klein-4B",
        "FLUX.2-klein-base-4B",
        "Qwen-Image",
        "HiDream-I1-Full",
        "Z-Image-Turbo"
      })
  void parametersAreThoseOfTheCheckpoint(String name) {
    assertEquals(published(name), parameters(name));
  }

  /** The checkpoint keeps 120 x 4096 elements of an empty caption that the class does not read. */
  @Test
  void pixArtAlphaLacksOnlyTheUnusedCaption() {
    assertEquals(120 * 4096, published("PixArt-Alpha-1024") - parameters("PixArt-Alpha-1024"));
  }

  /** Xie et al., arXiv 2410.10629, architecture table: 1604 and 590 million. */
  @Test
  void sanaHasTheParametersOfThePaper() {
    assertEquals(1604, parameters("SANA-1.6B") / 1e6, 1);
    assertEquals(parameters("SANA-1.6B"), parameters("SANA-1.6B-4K"));
    Denoiser small =
        ImageConfigs.denoiser(
            SanaDenoiser.CLASS,
            "'num_attention_heads': 36, 'num_layers': 28, 'num_cross_attention_heads': 16,"
                + "'cross_attention_head_dim': 72, 'cross_attention_dim': 1152");
    assertEquals(590, small.parameters() / 1e6, 2);
  }

  /** 675,129,632 is what facebookresearch/DiT prints for DiT-XL/2 at 256 pixels. */
  @Test
  void eachDitBlockHasEmbeddersOfItsOwn() {
    long positions = 256 * 1152;
    long timestep = 256 * 1152 + 1152 + 1152 * 1152 + 1152;
    long labels = 1001 * 1152;
    assertEquals(675_129_632 - positions + 27 * (timestep + labels), parameters("DiT-XL-2-256"));
  }

  /**
   * Published totals less what is published of the rest: keras-hub's Stable Diffusion presets hold
   * CLIP-L with projection, CLIP-G with projection and the autoencoder too.
   */
  @Test
  void stableDiffusionIsTheSumOfItsComponents() {
    long rest = 123_650_304 + 694_659_840 + 83_819_683;
    assertEquals(2_987_080_931L - rest, parameters("SD3-Medium"));
    assertEquals(3_371_793_763L - rest, parameters("SD3.5-Medium"));
    assertEquals(9_048_410_595L - rest, parameters("SD3.5-Large"));
  }

  /** FLUX.2-klein-9B is published with 9,078,581,248 parameters. */
  @Test
  void theLargerKleinIsTheSameFamily() {
    Denoiser klein =
        ImageConfigs.denoiser(
            Flux2Denoiser.CLASS,
            "'num_layers': 8, 'num_single_layers': 24, 'num_attention_heads': 32,"
                + "'joint_attention_dim': 12288, 'guidance_embeds': false");
    assertEquals(9_078_581_248L, klein.parameters());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DiT-XL-2-256",
        "PixArt-Alpha-1024",
        "SD3.5-Medium",
        "FLUX.1-schnell",
        "FLUX.2-klein-4B",
        "Qwen-Image",
        "SANA-1.6B-4K",
        "HiDream-I1-Full",
        "Z-Image-Turbo"
      })
  void parametersDoNotDependOnTheInput(String name) {
    Model model = model(name);
    Grid latent = model.latent(model.defaults().pixels());
    for (long batch : new long[] {1, 3}) {
      Denoiser.Input input = new Denoiser.Input(latent, 64, batch);
      assertEquals(parameters(name), model.denoiser().forward(input).parameters());
    }
    assertEquals(model.space().channels(), model.denoiser().latentChannels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PixArt-Sigma-1024", "SD3-Medium", "FLUX.2-dev", "Qwen-Image"})
  void aBatchOfTwoIsTwiceTheWork(String name) {
    Denoiser denoiser = model(name).denoiser();
    Grid latent = Grid.square(64);
    long one = denoiser.forward(new Denoiser.Input(latent, 77, 1)).counts().macs().exact();
    long two = denoiser.forward(new Denoiser.Input(latent, 77, 2)).counts().macs().exact();
    assertEquals(2 * one, two);
  }

  @Test
  void onlyChosenExpertsAreActive() {
    Preset preset = Presets.of("HiDream-I1-Full");
    Model model = preset.model().orElseThrow();
    long active = model.forward(model.defaults()).activeParameters();
    long spared = 48L * 2 * 3 * 2560 * 6912;
    assertEquals(preset.network().parameters() - spared, active);
    assertTrue(active < 12_100_000_000L);
  }
}
