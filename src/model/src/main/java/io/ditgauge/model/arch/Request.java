package io.ditgauge.model.arch;

import static io.ditgauge.model.Checks.dimension;

import io.ditgauge.model.Grid;

/**
 * What a model is asked to make.
 *
 * @param pixels frames, height and width of one output in pixels
 * @param framesPerSecond of a video; 1 for images, where it has no meaning
 * @param textTokens text tokens that the denoiser sees; 0 without text
 * @param batch outputs made together
 * @param steps denoising steps
 * @param passes passes a step: 1, or 2 with classifier-free guidance, or 3 with two guidances
 */
public record Request(
    Grid pixels, double framesPerSecond, long textTokens, long batch, long steps, long passes) {
  /** Validates the numbers. */
  public Request {
    if (!(framesPerSecond > 0 && framesPerSecond <= 1000)) {
      throw new IllegalArgumentException(
          "framesPerSecond must be above 0 and at most 1000: framesPerSecond=" + framesPerSecond);
    }
    if (textTokens < 0) {
      throw new IllegalArgumentException("textTokens must not be negative: " + textTokens);
    }
    dimension("request", "batch", batch);
    dimension("request", "steps", steps);
    dimension("request", "passes", passes);
  }

  /** Seconds of video in one output. */
  public double seconds() {
    return pixels.frames() / framesPerSecond;
  }

  @Override
  public String toString() {
    return pixels.width()
        + "x"
        + pixels.height()
        + ", "
        + pixels.frames()
        + (pixels.frames() == 1 ? " frame" : " frames")
        + ", "
        + textTokens
        + " text tokens, batch "
        + batch;
  }
}
