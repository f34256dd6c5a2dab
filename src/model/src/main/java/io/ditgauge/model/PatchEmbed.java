package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Map;

/**
 * Cuts a latent image or video into patches and embeds each as a token: a convolution with bias
 * whose stride is its kernel, [B, C, N] to [B, T, D]; {@link Patchify} is the square image.
 *
 * <p>Work, with E = C x the elements of a patch: T E D MACs and T D elementwise an image; B C N + E
 * D + D read, B T D written. Left out: the addition of positions.
 *
 * @param batch B
 * @param channels latent channels C
 * @param latent extent N of the latent
 * @param patch extent of a patch; divides the latent's
 * @param width D
 */
public record PatchEmbed(long batch, long channels, Grid latent, Grid patch, long width)
    implements Op {
  /** Type identifier. */
  public static final String TYPE = "patch-embed";

  /** Validates the dimensions. */
  public PatchEmbed {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "channels", channels);
    dimension(TYPE, "embed", width);
    latent.over(TYPE, patch);
  }

  /** Tokens an image or clip. */
  public long tokens() {
    return latent.over(TYPE, patch).elements();
  }

  /** Elements of one flattened patch. */
  public long patchElements() {
    return product(channels, patch.elements());
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
        patch.width(),
        "embed",
        width);
  }

  @Override
  public Work work() {
    long outputs = product(batch, tokens(), width);
    return new Work(
        product(outputs, patchElements()),
        outputs,
        sum(product(batch, channels, latent.elements()), parameters()),
        outputs);
  }

  @Override
  public OpClass opClass() {
    return OpClass.CONVOLUTION;
  }

  @Override
  public long parameters() {
    return sum(product(patchElements(), width), width);
  }

  @Override
  public String shape() {
    return batch + "x" + channels + "x" + latent + ", P=" + patch + ", D=" + width;
  }
}
