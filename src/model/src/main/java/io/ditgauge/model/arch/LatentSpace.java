package io.ditgauge.model.arch;

import io.ditgauge.model.Checks;
import io.ditgauge.model.Grid;

/**
 * How an autoencoder maps pixels to latent elements.
 *
 * @param stride pixels (frames, rows, columns) for each latent element; frames for each group of
 *     latent frames
 * @param firstFrameAlone whether the first frame has a latent frame of its own (a causal encoder),
 *     so that clips have a multiple of the stride plus one frames
 * @param channels latent channels
 * @param group latent frames of a group: 1, but for encoders that take frames in fixed groups, as
 *     Step-Video's (17 frames to 3)
 */
public record LatentSpace(Grid stride, boolean firstFrameAlone, long channels, long group) {
  /** Validates the channels and the group. */
  public LatentSpace {
    Checks.dimension("latent space", "channels", channels);
    Checks.dimension("latent space", "group", group);
  }

  /** An encoder that makes one latent frame of each stride of frames. */
  public LatentSpace(Grid stride, boolean firstFrameAlone, long channels) {
    this(stride, firstFrameAlone, channels, 1);
  }

  /**
   * The latent of a clip.
   *
   * @param pixels frames, height and width
   * @param patch latent elements of a token, of which the latent must be a multiple
   * @throws IllegalArgumentException naming the nearest extents that the model can make
   */
  public Grid latent(Grid pixels, Grid patch) {
    return new Grid(
        latentFrames(pixels.frames(), patch.frames()),
        side("height", pixels.height(), stride.height(), patch.height()),
        side("width", pixels.width(), stride.width(), patch.width()));
  }

  /** The clip that a latent decodes to. */
  public Grid pixels(Grid latent) {
    long frames =
        firstFrameAlone
            ? (latent.frames() - 1) / group * stride.frames() + 1
            : Checks.product(latent.frames() / group, stride.frames());
    return new Grid(
        frames,
        Checks.product(latent.height(), stride.height()),
        Checks.product(latent.width(), stride.width()));
  }

  private static long side(String axis, long pixels, long stride, long patch) {
    long unit = Checks.product(stride, patch);
    if (pixels % unit != 0) {
      long below = pixels / unit * unit;
      throw new IllegalArgumentException(
          axis
              + " must be a multiple of "
              + unit
              + " pixels (autoencoder "
              + stride
              + " x patch "
              + patch
              + "): "
              + axis
              + "="
              + pixels
              + "; the nearest are "
              + (below == 0 ? "" : below + " and ")
              + (below + unit));
    }
    return pixels / stride;
  }

  private long latentFrames(long frames, long patch) {
    long alone = firstFrameAlone ? 1 : 0;
    long rest = frames - alone;
    boolean whole = rest % stride.frames() == 0;
    long latent = rest / stride.frames() * group + alone;
    if (frames > 1 && stride.frames() > 1 && !whole) {
      long below = rest / stride.frames() * stride.frames() + alone;
      throw new IllegalArgumentException(
          "frames must be a multiple of "
              + stride.frames()
              + (firstFrameAlone ? " plus 1" : "")
              + ": frames="
              + frames
              + "; the nearest are "
              + (below == 0 ? "" : below + " and ")
              + (below + stride.frames()));
    }
    latent = Math.max(latent, 1);
    return patch == 1 ? latent : (latent + patch - 1) / patch * patch;
  }
}
