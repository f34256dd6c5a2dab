package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AutoencoderParametersTest {
  private static final Grid LATENT = new Grid(2, 2, 2);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SD VAE",
        "SD3 VAE",
        "FLUX.1 VAE",
        "FLUX.2 VAE",
        "Wan2.1 VAE",
        "Wan2.2 VAE",
        "Qwen-Image VAE",
        "HunyuanVideo VAE",
        "CogVideoX VAE",
        "LTX-Video 0.9.7 VAE",
        "DC-AE f32c32"
      })
  void parametersAreThoseOfTheCheckpoint(String name) {
    Preset preset = Presets.of(name);
    assertEquals(preset.checkpoint().orElseThrow().parameters(), preset.network().parameters());
  }

  @ParameterizedTest
  @ValueSource(strings = {"LTX-Video VAE", "Allegro VAE"})
  void parametersAreThoseOfAFileOrARoundedFigureWithinItsPrecision(String name) {
    Preset preset = Presets.of(name);
    double published = preset.checkpoint().orElseThrow().parameters();
    assertEquals(published, (double) preset.network().parameters(), published * 0.0005);
  }

  @Test
  void theHeaderOfLtxVideosFileTakesTheRestOfIt() {
    long bytes = 1676798532L;
    long statistics = 256;
    long header = bytes - 4 * (Autoencoders.preset("LTX-Video VAE").parameters() + statistics);
    assertTrue(header > 8 && header < 30_000, () -> "header of " + header + " bytes");
  }

  /** genmoai/models, README: AsymmVAE of 362M parameters, which are its decoder's. */
  @Test
  void mochisDecoderHasThePublishedParameters() {
    Autoencoder mochi = Autoencoders.preset("Mochi VAE");
    assertEquals(362e6, (double) mochi.decode(LATENT, 1).parameters(), 1e6);
  }

  /** giters.com/cpuimage/taesd-tf; the quantisation convolutions hold 72 and 20 more. */
  @Test
  void halvesOfStableDiffusionsHaveThePublishedParameters() {
    Autoencoder sd = Autoencoders.preset("SD VAE");
    assertEquals(34_163_592 + 72, sd.encode(Grid.square(64), 1).parameters());
    assertEquals(49_490_179 + 20, sd.decode(Grid.square(8), 1).parameters());
  }

  /** The decoder of Wan2.1 with its quantisation convolution, from the header of its file. */
  @Test
  void decoderOfWanHasThePublishedParameters() {
    assertEquals(73_295_603, Autoencoders.preset("Wan2.1 VAE").decode(LATENT, 1).parameters());
  }

  /**
   * ltx-video-2b-v0.9.1.safetensors holds 2858362546 elements: the transformer's 1923385472, five
   * statistics of 128 latent channels, and the autoencoder.
   */
  @Test
  void aDecoderWithNoiseAndTimeHasThePublishedParameters() {
    Autoencoder later =
        (Autoencoder)
            Autoencoders.read(
                    """
                    {
                      "_class_name": "AutoencoderKLLTXVideo",
                      "decoder_block_out_channels": [256, 512, 1024],
                      "decoder_layers_per_block": [5, 6, 7, 8],
                      "decoder_spatio_temporal_scaling": [true, true, true],
                      "decoder_inject_noise": [true, true, true, false],
                      "upsample_residual": [true, true, true],
                      "upsample_factor": [2, 2, 2],
                      "timestep_conditioning": true
                    }
                    """)
                .network();
    assertEquals(2_858_362_546L - 1_923_385_472L - 5 * 128, later.parameters());
  }

  @Test
  void parametersDoNotDependOnTheExtent() {
    for (String name : new String[] {"SD VAE", "HunyuanVideo VAE", "CogVideoX VAE"}) {
      Autoencoder it = Autoencoders.preset(name);
      assertEquals(
          it.decode(Grid.square(1), 1).parameters(), it.decode(LATENT, 3).parameters(), name);
    }
  }
}
