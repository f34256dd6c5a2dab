package io.ditgauge.estimator.figures;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Share of attention's two products in the FLOPs of a denoiser's pass, over its tokens.
 *
 * @param model name of the model
 * @param points by tokens, the fewest first
 */
public record AttentionShare(String model, List<Point> points) {
  /** Sides are multiples of this, which every patch and autoencoder divides. */
  private static final long STEP = 64;

  private static final double[] SCALES = {0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4};

  /**
   * The share at one size.
   *
   * @param pixels frames, height and width of the output
   * @param tokens tokens of the latent
   * @param share attention's FLOPs over all FLOPs
   */
  public record Point(Grid pixels, long tokens, double share) {}

  /** Copies. */
  public AttentionShare {
    points = List.copyOf(points);
  }

  /** The share at the model's default size, and with its sides scaled from 1/4 to 4. */
  public static AttentionShare of(Model model) {
    List<Point> points = new ArrayList<>();
    for (double scale : SCALES) {
      Grid pixels = scaled(model.defaults().pixels(), scale);
      Request request = withPixels(model.defaults(), pixels);
      if (accepts(model, request)) {
        ForwardPass pass = model.forward(request);
        points.add(new Point(pixels, pass.tokens(), pass.counts().attentionShare()));
      }
    }
    return new AttentionShare(
        model.name(),
        points.stream().distinct().sorted(Comparator.comparingLong(Point::tokens)).toList());
  }

  /** A model may have a largest or a fixed size; what it refuses has no share. */
  private static boolean accepts(Model model, Request request) {
    try {
      model.forward(request);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  private static Grid scaled(Grid pixels, double scale) {
    return scale == 1
        ? pixels
        : new Grid(pixels.frames(), side(pixels.height() * scale), side(pixels.width() * scale));
  }

  private static long side(double pixels) {
    return STEP * Math.max(1, Math.round(pixels / STEP));
  }

  private static Request withPixels(Request it, Grid pixels) {
    return new Request(
        pixels, it.framesPerSecond(), it.textTokens(), it.batch(), it.steps(), it.passes());
  }
}
