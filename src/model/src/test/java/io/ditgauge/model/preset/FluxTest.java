package io.ditgauge.model.preset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.Model;
import org.junit.jupiter.api.Test;

class FluxTest {
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
}
