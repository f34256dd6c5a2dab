package io.ditgauge.model.preset;

import io.ditgauge.model.DitModel;
import io.ditgauge.model.DitPresets;
import io.ditgauge.model.arch.Count;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import java.util.List;

/**
 * Four hypotheses of what a minute of Sora's video costs: the article's extrapolation from
 * DiT-XL/2, and three networks of about the article's 20e9 parameters whose tokens attend to
 * everything, to their frame and place, or to a window.
 *
 * <p>All take the article's minute of 1440 frames and its 250 steps without guidance. The article
 * (after M. Plappert, Factorial Funds: Under The Hood, How OpenAI's Sora Model Works, 2024)
 * multiplies the work of DiT-XL/2 on one image of 512 pixels by 180 latent frames and by 30 for the
 * size of the model, which leaves out that attention grows with the square of the tokens, and it
 * reads the paper's multiply-accumulates as FLOP.
 */
public final class SoraHypotheses {
  /** The article's name among the hypotheses. */
  public static final String ARTICLE = "Sora (article: DiT-XL/2 x 180 frames x 30)";

  private static final String BASE = "DiT-XL/2";
  private static final long IMAGE_SIDE = 512;
  private static final long LATENT_FRAMES = 180;
  private static final long SIZE_FACTOR = 30;
  private static final long STEPS = 250;
  private static final long PARAMETERS = 20_000_000_000L;
  private static final double MINUTE_SECONDS = 60;

  private static final List<String> PRESETS =
      List.of(
          "Sora (20B, full attention)",
          "Sora (20B, factorised attention)",
          "Sora (20B, window attention)");

  private SoraHypotheses() {}

  /**
   * A hypothesis.
   *
   * @param name for instance {@code Sora (20B, full attention)}
   * @param parameters of the network
   * @param tokens of one video of a minute
   * @param macsPerMinute multiply-accumulates of a minute of video, all steps
   */
  public record Hypothesis(String name, long parameters, long tokens, Count macsPerMinute) {
    /** FLOPs of a minute of video: 2 x MACs. */
    public double flopsPerMinute() {
      return macsPerMinute.times(2).value();
    }
  }

  /** The article's extrapolation first, then the networks. */
  public static List<Hypothesis> all() {
    return List.of(article(), of(PRESETS.get(0)), of(PRESETS.get(1)), of(PRESETS.get(2)));
  }

  private static Hypothesis article() {
    DitModel base = DitPresets.of(BASE);
    Count step =
        Count.of(base.forwardWork(1, IMAGE_SIDE).macs()).times(LATENT_FRAMES).times(SIZE_FACTOR);
    return new Hypothesis(
        ARTICLE, PARAMETERS, LATENT_FRAMES * base.tokens(IMAGE_SIDE), step.times(STEPS));
  }

  private static Hypothesis of(String preset) {
    Model model = Presets.of(preset).model().orElseThrow();
    Request request = model.defaults();
    if (request.seconds() != MINUTE_SECONDS) {
      throw new IllegalStateException(
          preset + ": the default video must have a minute: " + request.seconds() + " s");
    }
    ForwardPass pass = model.forward(request);
    return new Hypothesis(
        preset,
        pass.parameters(),
        pass.tokens(),
        pass.counts().macs().times(request.steps()).times(request.passes()));
  }
}
