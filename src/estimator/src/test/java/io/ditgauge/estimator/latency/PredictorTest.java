package io.ditgauge.estimator.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.preset.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictorTest {
  private static final Efficiency H100 = PublishedEfficiencies.of("h100-sxm");
  private static final Model FLUX = Presets.of("FLUX.1-dev").model().orElseThrow();

  private static Prediction predict(Request request, String attention, Execution execution) {
    return predict(request, attention, execution, Parallelism.NONE);
  }

  private static Prediction predict(
      Request request, String attention, Execution execution, Parallelism parallelism) {
    return new Predictor(H100)
        .predict(FLUX, request, new Options(attention, execution, parallelism, false));
  }

  private static Request steps(long steps) {
    return new Request(FLUX.defaults().pixels(), 1, 512, 1, steps, 1);
  }

  @ParameterizedTest
  @EnumSource(Execution.class)
  void theClassesAddUpToTheTotal(Execution execution) {
    Prediction it = predict(steps(4), "fa2", execution);
    double sum = it.byClass().values().stream().mapToDouble(Double::doubleValue).sum();
    assertEquals(it.seconds(), sum, 1e-9 * sum);
    assertTrue(it.lowSeconds() < it.seconds() && it.seconds() < it.highSeconds());
    assertTrue(it.mfu() > 0.1 && it.mfu() < 0.8, "MFU " + it.mfu());
  }

  @Test
  void timeIsProportionalToSteps() {
    double one = predict(steps(1), "fa3", Execution.COMPILED).seconds();
    double fifty = predict(steps(50), "fa3", Execution.COMPILED).seconds();
    assertEquals(50 * one, fifty, 1e-9 * fifty);
  }

  @Test
  void whatIsKnownToBeSlowerIsSlower() {
    double eager = predict(steps(1), "fa2", Execution.EAGER_DIFFUSERS).seconds();
    double compiled = predict(steps(1), "fa2", Execution.COMPILED).seconds();
    double fa3 = predict(steps(1), "fa3", Execution.COMPILED).seconds();
    double naive = predict(steps(1), "naive", Execution.COMPILED).seconds();
    assertTrue(eager > compiled && compiled > fa3 && naive > compiled);
  }

  @Test
  void anEagerBlockMakesAsManyPassesAsOnesThatWereCounted() {
    Prediction it = predict(steps(1), "fa2", Execution.EAGER_DIFFUSERS);
    double bytes = 0;
    for (StageTime stage : it.stages()) {
      for (OpTime op : stage.ops()) {
        if (op.part().equals("single-stream block") && op.timeClass() == TimeClass.ELEMENTWISE) {
          bytes += op.seconds();
        }
      }
    }
    double pass = 2 * 2.0 * 4608 * 3072 / 2.467e12;
    double passes = bytes / 38 / pass;
    assertTrue(passes > 50 && passes < 120, "reads and writes of the stream: " + 2 * passes);
  }

  @Test
  void cardsThatShareASequenceShareItsTime() {
    double one = predict(steps(1), "fa3", Execution.COMPILED).seconds();
    Prediction two = predict(steps(1), "fa3", Execution.COMPILED, new Parallelism(1, 2, 1, 1));
    assertTrue(two.seconds() > one / 2 && two.seconds() < one, two.seconds() + " of " + one);
    assertTrue(two.byClass().containsKey(TimeClass.COMMUNICATION));
    assertEquals(2, two.cards());
  }

  @Test
  void guidanceBranchesRunBesideEachOther() {
    Request guided = new Request(FLUX.defaults().pixels(), 1, 512, 1, 10, 2);
    Prediction one = predict(guided, "fa3", Execution.COMPILED);
    Prediction two = predict(guided, "fa3", Execution.COMPILED, new Parallelism(2, 1, 1, 1));
    double exchange = two.byClass().get(TimeClass.COMMUNICATION);
    assertEquals(one.seconds() / 2, two.seconds() - exchange, 1e-9);
    assertTrue(exchange > 0 && exchange < 0.01 * two.seconds(), exchange + " s");
    assertEquals(one.flops(), two.flops(), 1e-6 * one.flops());
  }

  @Test
  void whatDoesNotFitSaysSo() {
    Request huge = new Request(new Grid(1, 16384, 16384), 1, 512, 64, 1, 1);
    Prediction it = predict(huge, "fa3", Execution.COMPILED);
    assertFalse(it.memory().fits());
    assertTrue(it.flags().contains(Prediction.Flag.DOES_NOT_FIT));
    assertTrue(it.memory().fewestCards() > 1, it.memory().toString());
  }

  @Test
  void aModelOfTwelveBillionParametersNeedsTwentyFourGigabytes() {
    Prediction it = predict(steps(1), "fa3", Execution.COMPILED);
    assertTrue(it.memory().fits());
    assertTrue(it.memory().need().weightBytes() >= 2 * 11901408320.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cfg", "cfg=0", "cfg=2,ulysses", "pipe=2", "cfg=99999", "", "cfg=-1"})
  void degreesThatMakeNoSenseAreRefused(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Parallelism.of(text)).getMessage();
    assertTrue(message.contains("degree") || message.contains("--parallel"), message);
  }

  @Test
  void anUnmeasuredKernelIsRefusedAndNamesTheMeasuredOnes() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> predict(steps(1), "flash9", Execution.COMPILED))
            .getMessage();
    assertTrue(message.contains("flash9") && message.contains("fa3"), message);
  }

  @Test
  void aKernelThatDoesNotRunOnTheCardIsRefusedAndABorrowedOneIsFlagged() {
    Predictor a100 = new Predictor(PublishedEfficiencies.of("a100-sxm"));
    Options fa3 = new Options("fa3", Execution.COMPILED, Parallelism.NONE, false);
    String message =
        assertThrows(IllegalArgumentException.class, () -> a100.predict(FLUX, steps(1), fa3))
            .getMessage();
    assertTrue(message.contains("attention=fa3; use one of cudnn, fa2, naive, sage"), message);
    assertTrue(message.contains("A100"), message);
    Options own = new Options("fa2", Execution.COMPILED, Parallelism.NONE, false);
    Options borrowed = new Options("cudnn", Execution.COMPILED, Parallelism.NONE, false);
    Prediction.Flag flag = Prediction.Flag.TRANSFERRED;
    assertFalse(a100.predict(FLUX, steps(1), own).flags().contains(flag));
    Prediction it = a100.predict(FLUX, steps(1), borrowed);
    assertTrue(it.flags().contains(flag));
    assertTrue(it.spread() > a100.predict(FLUX, steps(1), own).spread());
  }

  /** Published: 1735 to 2253 s with FA2 and 945 s with FA3 for a clip of 129 frames. */
  @Test
  void anHourOfACardMakesAFractionOfAMinuteOfVideo() {
    Model video = Presets.of("HunyuanVideo").model().orElseThrow();
    Request clip = video.defaults();
    assertEquals(5.375, clip.seconds(), 1e-9);
    Execution official = Execution.EAGER_OFFICIAL;
    double fa2 =
        new Predictor(H100)
            .predict(video, clip, new Options("fa2", official, Parallelism.NONE, true))
            .videoMinutesPerCardHour(clip);
    double fa3 =
        new Predictor(H100)
            .predict(video, clip, new Options("fa3", official, Parallelism.NONE, false))
            .videoMinutesPerCardHour(clip);
    assertTrue(fa2 >= 0.165 && fa2 <= 0.19, "FA2: " + fa2);
    assertTrue(fa3 >= 0.30 && fa3 <= 0.36, "FA3: " + fa3);
  }
}
