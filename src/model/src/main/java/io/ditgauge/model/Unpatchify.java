package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import java.util.Map;

/**
 * Puts patches back in place, [B, T, E] to [B, C, N]: no arithmetic, B C N read and written.
 *
 * @param batch B
 * @param channels C
 * @param latent extent N of the output
 * @param patch extent of a patch; divides the output's
 */
public record Unpatchify(long batch, long channels, Grid latent, Grid patch) implements Op {
  /** Type identifier. */
  public static final String TYPE = "unpatchify";

  /** Validates the dimensions. */
  public Unpatchify {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "channels", channels);
    latent.over(TYPE, patch);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions(
        "batch",
        batch,
        "channels",
        channels,
        "frames",
        latent.frames(),
        "height",
        latent.height(),
        "width",
        latent.width(),
        "patchFrames",
        patch.frames(),
        "patchHeight",
        patch.height(),
        "patchWidth",
        patch.width());
  }

  @Override
  public Work work() {
    long elements = product(batch, channels, latent.elements());
    return new Work(0, 0, elements, elements);
  }

  @Override
  public OpClass opClass() {
    return OpClass.MOVEMENT;
  }

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  public String shape() {
    return batch + "x" + channels + "x" + latent + ", P=" + patch;
  }
}
