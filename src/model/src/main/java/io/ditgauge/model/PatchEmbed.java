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
 * @param way how, where a library has more than one way
 */
public record PatchEmbed(long batch, long channels, Grid latent, Grid patch, long width, Way way)
    implements Op {
  /** How it is to be computed: the same numbers from the same work. */
  public enum Way {
    /** As a library's kernels of whole models do. */
    ANY("patch-embed"),
    /** One convolution whose stride is its kernel. */
    CONVOLUTION("patch-embed-conv"),
    /** The elements of each patch put in a row, then one matrix product. */
    PRODUCT("patch-embed-gemm");

    private final String type;

    Way(String type) {
      this.type = type;
    }

    /** The type identifier of the op. */
    public String type() {
      return type;
    }
  }

  /** Validates the dimensions. */
  public PatchEmbed {
    dimension(way.type(), "batch", batch);
    dimension(way.type(), "channels", channels);
    dimension(way.type(), "embed", width);
    latent.over(way.type(), patch);
  }

  /** Computed in any way. */
  public PatchEmbed(long batch, long channels, Grid latent, Grid patch, long width) {
    this(batch, channels, latent, patch, width, Way.ANY);
  }

  /** The latent in patches. */
  public Grid grid() {
    return latent.over(type(), patch);
  }

  /** Tokens an image or clip. */
  public long tokens() {
    return grid().elements();
  }

  /** Elements of one flattened patch. */
  public long patchElements() {
    return product(channels, patch.elements());
  }

  @Override
  public String type() {
    return way.type();
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
