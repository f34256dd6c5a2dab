package io.ditgauge.estimator.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.Prediction;
import io.ditgauge.estimator.latency.Predictor;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Stage;
import io.ditgauge.model.count.Subjects;
import org.junit.jupiter.api.Test;

class PredictionFiguresTest {
  private static Model model(String name) {
    return Subjects.of(name).model().orElseThrow();
  }

  @Test
  void theBreakdownAddsUpToThePrediction() {
    Model flux = model("FLUX.1-dev");
    Prediction prediction =
        new Predictor(PublishedEfficiencies.of("h100-sxm"))
            .predict(
                flux,
                flux.defaults(),
                new Options("fa3", Execution.COMPILED, Parallelism.NONE, true));
    PredictionBreakdown breakdown = PredictionBreakdown.of(prediction);
    double seconds = prediction.seconds();
    assertEquals(
        seconds,
        breakdown.parts().stream().mapToDouble(PredictionBreakdown.Part::total).sum(),
        1e-9 * seconds);
    assertEquals(
        1, breakdown.ops().stream().mapToDouble(PredictionBreakdown.Op::share).sum(), 1e-9);
    assertEquals(
        prediction.seconds(Stage.Kind.DENOISER),
        prediction.stepSeconds(flux.defaults()) * flux.defaults().steps(),
        1e-9 * seconds);
    for (int i = 1; i < breakdown.ops().size(); i++) {
      assertTrue(breakdown.ops().get(i - 1).seconds() >= breakdown.ops().get(i).seconds());
    }
  }

  @Test
  void attentionShareOfDitFollowsFromThePapersGflops() {
    AttentionShare share = AttentionShare.of(model("DiT-XL/2"));
    // 28 blocks, 2 T^2 D MACs of attention each; 118.64 and 524.60 Gflops at 256 and 512 pixels
    // (Peebles and Xie, arXiv 2212.09748, tables 1 and 4), where a Gflop is a GMAC.
    assertEquals(28 * 2.0 * 256 * 256 * 1152 / 118.64e9, at(share, 256), 2e-5);
    assertEquals(28 * 2.0 * 1024 * 1024 * 1152 / 524.60e9, at(share, 1024), 2e-5);
  }

  private static double at(AttentionShare share, long tokens) {
    return share.points().stream()
        .filter(it -> it.tokens() == tokens)
        .findFirst()
        .orElseThrow()
        .share();
  }

  @Test
  void attentionShareGrowsWithTokens() {
    for (String name : new String[] {"FLUX.1-dev", "Wan2.1-T2V-14B", "HunyuanVideo"}) {
      AttentionShare share = AttentionShare.of(model(name));
      assertTrue(share.points().size() >= 5, name);
      for (int i = 1; i < share.points().size(); i++) {
        assertTrue(share.points().get(i - 1).tokens() < share.points().get(i).tokens(), name);
        assertTrue(share.points().get(i - 1).share() < share.points().get(i).share(), name);
      }
    }
  }
}
