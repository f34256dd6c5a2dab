package io.ditgauge.estimator.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.roofline.StageModel;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.arch.Stage;
import io.ditgauge.model.preset.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageTimesTest {
  private static Prediction predict(String model, String card, Grid pixels, boolean stageTimes) {
    Model it = Presets.of(model).model().orElseThrow();
    Request request =
        new Request(pixels, it.defaults().framesPerSecond(), it.defaults().textTokens(), 1, 4, 2);
    return new Predictor(PublishedEfficiencies.of(card))
        .predict(
            it,
            request,
            new Options("fa2", Execution.EAGER_DIFFUSERS, Parallelism.NONE, true, stageTimes));
  }

  /** Published: the rows of stage-times.csv, each with its source; several: any of them. */
  @ParameterizedTest
  @CsvSource({
    "Wan2.1-T2V-14B, h100-sxm, 81, 480, 832, 2.03, 2.36",
    "Wan2.2-TI2V-5B, h200-sxm, 61, 704, 1280, 2.32, 2.80",
    "Wan2.2-TI2V-5B, b200, 121, 704, 1280, 2.99, 4.03",
    "Qwen-Image, h100-sxm, 1, 1328, 1328, 0.11, 0.13",
    "FLUX.1-schnell, h200-sxm, 1, 1024, 1024, 0.0899, 0.0958",
    "FLUX.2-dev, h200-sxm, 1, 2048, 2048, 0.42, 0.46"
  })
  void aDecoderTakesWhatWasPublished(
      String model, String card, long frames, long height, long width, double least, double most) {
    double it =
        predict(model, card, new Grid(frames, height, width), true).seconds(Stage.Kind.DECODER);
    assertTrue(it >= least && it <= most, model + ": " + it + " s");
  }

  /** 19.8, 44.9 and 66.9 s on an RTX 4090: utensils/mold issue 802. */
  @Test
  void timeGrowsWithCountedWorkAsItWasMeasuredTo() {
    double small = decoded(new Grid(81, 480, 832));
    double large = decoded(new Grid(81, 704, 1280));
    double longer = decoded(new Grid(121, 704, 1280));
    assertEquals(44.9 / 19.8, large / small, 0.03);
    assertEquals(66.9 / 44.9, longer / large, 0.03);
  }

  private static double decoded(Grid pixels) {
    return predict("Wan2.2-TI2V-5B", "b200", pixels, true).seconds(Stage.Kind.DECODER);
  }

  @Test
  void withoutStageTimesAStageGoesByItsKernels() {
    Grid clip = new Grid(81, 480, 832);
    Prediction whole = predict("Wan2.1-T2V-14B", "h100-sxm", clip, true);
    Prediction kernels = predict("Wan2.1-T2V-14B", "h100-sxm", clip, false);
    assertTrue(whole.stages().stream().anyMatch(StageTime::whole));
    assertTrue(kernels.stages().stream().noneMatch(StageTime::whole));
    assertFalse(whole.byClass().containsKey(TimeClass.CONVOLUTION));
    assertEquals(whole.flops(), kernels.flops(), 1e-9 * whole.flops());
    assertEquals(whole.seconds(Stage.Kind.DENOISER), kernels.seconds(Stage.Kind.DENOISER), 1e-9);
  }

  @Test
  void aNetworkThatNobodyMeasuredGoesByItsKernels() {
    Prediction it = predict("CogVideoX-5B", "h100-sxm", new Grid(49, 480, 720), true);
    assertTrue(it.stages().stream().noneMatch(StageTime::whole));
    assertTrue(it.seconds(Stage.Kind.DECODER) > 1);
  }

  @Test
  void aNotableStageOfAnotherCardIsFlagged() {
    Prediction.Flag flag = Prediction.Flag.TRANSFERRED;
    Grid small = new Grid(81, 480, 832);
    Grid large = new Grid(121, 704, 1280);
    Prediction own = predict("Wan2.1-T2V-1.3B", "h100-sxm", small, true);
    assertTrue(own.seconds(Stage.Kind.DECODER) > 0.1 * own.seconds(), own.toString());
    assertFalse(own.flags().contains(flag), own.flags().toString());
    assertTrue(predict("Wan2.2-TI2V-5B", "h100-sxm", large, true).flags().contains(flag));
    assertFalse(predict("Wan2.2-TI2V-5B", "h100-sxm", large, false).flags().contains(flag));
  }

  @Test
  void anotherNetworkOfTheClassIsNotTheSame() {
    StageModel.Rate rate = new StageModel.Rate("AutoencoderKLWan", 73295603, 1e14, 0.1, false);
    StageModel model = new StageModel(java.util.List.of(rate));
    assertEquals(0.5, model.timing("AutoencoderKLWan", 73295000, 5e13).orElseThrow().seconds());
    assertTrue(model.timing("AutoencoderKLWan", 555051580, 5e13).isEmpty());
    assertTrue(model.timing("AutoencoderKL", 73295603, 5e13).isEmpty());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new StageModel.Rate("T5-XXL", 1, Double.NaN, 0, false))
            .getMessage();
    assertTrue(message.contains("T5-XXL") && message.contains("flopsPerSecond=NaN"), message);
  }
}
