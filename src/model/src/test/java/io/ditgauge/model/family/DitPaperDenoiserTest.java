package io.ditgauge.model.family;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.model.DitModel;
import io.ditgauge.model.DitPresets;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Counts;
import io.ditgauge.model.arch.Denoiser;
import org.junit.jupiter.api.Test;

class DitPaperDenoiserTest {
  @Test
  void hasTheParametersAndTheMacsOfItsModel() {
    for (DitModel model : DitPresets.all()) {
      DitPaperDenoiser denoiser = new DitPaperDenoiser(model);
      assertEquals(model.parameters(), denoiser.parameters(), model.name());
      Counts counts = denoiser.forward(new Denoiser.Input(Grid.square(64), 0, 3)).counts();
      assertEquals(model.forwardWork(3, 512).macs(), counts.macs().exact(), model.name());
    }
  }
}
