package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The presets of the resource files cross-video.json and hypotheses.json. */
class CrossVideoPresetsTest {
  private static final Set<String> CLASSES =
      Set.of(
          WanDenoiser.CLASS,
          LtxDenoiser.CLASS,
          Ltx2Denoiser.CLASS,
          CosmosDenoiser.CLASS,
          StepVideoDenoiser.CLASS,
          GenericDenoiser.CLASS);

  static List<Preset> presets() {
    return Presets.all().stream().filter(it -> CLASSES.contains(it.network().className())).toList();
  }

  static List<Preset> published() {
    return presets().stream().filter(it -> it.checkpoint().isPresent()).toList();
  }

  private static ForwardPass pass(Preset preset) {
    Model model = preset.model().orElseThrow();
    return model.forward(model.defaults());
  }

  @Test
  void everyModelIsThere() {
    assertEquals(16, published().size());
    assertEquals(19, presets().size());
  }

  @ParameterizedTest
  @MethodSource("published")
  void parametersAgreeToTheRoundingOfTheCheckpoint(Preset preset) {
    double published = preset.checkpoint().orElseThrow().parameters();
    assertEquals(published, (double) preset.network().parameters(), 0.002 * published);
  }

  /** Those whose checkpoint is known to the element. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Wan2.1-T2V-1.3B
          Wan2.1-T2V-14B
          Wan2.2-T2V-A14B
          Wan2.2-I2V-A14B
          Wan2.2-TI2V-5B
          LTX-Video-2B
          LTX-2-19B (video 14B + audio 5B)
          Cosmos-Predict2-2B-Video2World
          """)
  void parametersAreThoseOfTheCheckpoint(String name) {
    Preset preset = Presets.of(name);
    assertEquals(preset.checkpoint().orElseThrow().parameters(), preset.network().parameters());
  }

  /**
   * FLOPs of one pass by token grid and text tokens. Source: published FLOP accounts of these
   * models (block GEMMs and both attention products; 6 D^2 + 2 D F a token, text K and V, 4 T^2 D,
   * 4 T S D), without embedders, modulation and the attention to image tokens.
   */
  @ParameterizedTest
  @CsvSource({
    "Wan2.1-T2V-1.3B,6,30,52,512,23.55,17.03",
    "Wan2.1-T2V-1.3B,21,30,52,512,82.07,200.91",
    "Wan2.1-I2V-14B,21,30,52,512,785.36,892.92",
    "Wan2.1-I2V-14B,21,45,80,512,1809.56,4713.73",
    "Cosmos-Predict2-2B-Video2World,24,44,80,512,277.92,1646.95",
    "Cosmos-Predict2-2B-Video2World,16,44,80,512,185.32,734.18",
    "Cosmos-Predict2-2B-Video2World,24,27,48,512,102.4,225.56"
  })
  void flopsOfOnePassAreAsPublished(
      String name,
      long frames,
      long rows,
      long columns,
      long text,
      double linearTera,
      double attentionTera) {
    Preset preset = Presets.of(name);
    Denoiser denoiser = preset.model().orElseThrow().denoiser();
    Grid latent = new Grid(frames, rows, columns).times(denoiser.patch());
    ForwardPass pass = denoiser.forward(new Denoiser.Input(latent, text, 1));
    assertEquals(frames * rows * columns, pass.tokens());
    Counts counts = CrossVideoConfigs.without(pass, preset.beyondPublished());
    assertEquals(linearTera * 1e12, counts.linearFlops().value(), 1e-3 * linearTera * 1e12);
    assertEquals(
        attentionTera * 1e12, counts.attentionFlops().value(), 1e-3 * attentionTera * 1e12);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void whatPublishedCountsLeaveOutIsInTheModel(Preset preset) {
    ForwardPass pass = pass(preset);
    for (String name : preset.beyondPublished()) {
      assertTrue(
          pass.parts().stream()
              .anyMatch(
                  part ->
                      part.name().equals(name)
                          || part.ops().stream()
                              .anyMatch(op -> CrossVideoConfigs.isNamed(op.name(), name))),
          preset.name() + " has no part and no op called " + name);
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void theDefaultRequestRunsInTheLatentOfTheModel(Preset preset) {
    Model model = preset.model().orElseThrow();
    assertEquals(model.space().channels(), model.denoiser().latentChannels());
    assertEquals(
        model.defaults().pixels(), model.space().pixels(model.latent(model.defaults().pixels())));
    assertTrue(pass(preset).counts().flops().value() > 1e12);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void everyKeySourcedIsConfiguredOrSaid(Preset preset) {
    assertFalse(preset.sources().get("*").isBlank());
    assertFalse(preset.sources().get("defaults").isBlank());
  }
}
