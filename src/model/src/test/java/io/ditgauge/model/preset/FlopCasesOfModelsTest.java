package io.ditgauge.model.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Model;
import org.junit.jupiter.api.Test;

class FlopCasesOfModelsTest {
  @Test
  void parametersAreThoseOfTheCheckpoint() {
    Preset flux = Presets.of("FLUX.1-dev");
    assertEquals(flux.checkpoint().orElseThrow().parameters(), flux.network().parameters());
  }

  @Test
  void oneStepAt1024PixelsIsAsPublished() {
    Model flux = Presets.of("FLUX.1-dev").model().orElseThrow();
    Counts counts = flux.forward(flux.defaults()).counts();
    assertEquals(59.523e12, counts.linearFlops().value(), 0.003 * 59.523e12);
    assertEquals(14.87e12, counts.attentionFlops().value(), 0.003 * 14.87e12);
  }

  /** ToCa: 3719.50 TFLOP for 50 steps, which is 74.38 a step; 59.5 leaves attention out. */
  @Test
  void aStepHasItsAttention() {
    Model flux = Presets.of("FLUX.1-dev").model().orElseThrow();
    double flops = flux.forward(flux.defaults()).counts().flops().value();
    assertEquals(74.38e12, flops, 0.003 * 74.38e12);
    assertTrue(flops > 1.2 * 59.5e12);
  }

  /** 33 x 45 x 80 tokens and 256 of text; 2 x parameters x tokens would be a quarter of it. */
  @Test
  void aForwardPassOfALongVideoIsMostlyAttention() {
    Model video = Presets.of("HunyuanVideo").model().orElseThrow();
    ForwardPass pass = video.forward(video.defaults());
    assertEquals(118800, pass.tokens());
    assertEquals(1.2068e16, pass.counts().flops().value(), 0.005 * 1.2068e16);
    double rule = 2.0 * video.denoiser().parameters() * pass.tokens();
    assertEquals(3.1e15, rule, 0.03 * 3.1e15);
    assertTrue(pass.counts().attentionShare() > 0.85);
  }
}
