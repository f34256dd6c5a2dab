package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;

/**
 * A class-conditional diffusion transformer as published (Peebles and Xie, arXiv 2212.09748): a
 * patch embedding, L adaLN-Zero blocks and a final layer over the latents of an 8x image encoder.
 *
 * <p>Fixed by the paper for every preset: 4 latent channels in, 8 out (noise and covariance), F =
 * 4D, 256 sinusoidal timestep features, 1000 classes and the null class of classifier-free
 * guidance.
 *
 * @param name the paper's name, for instance {@code DiT-XL/2}
 * @param layers L
 * @param width D
 * @param heads H
 * @param patch P
 */
public record DitModel(String name, long layers, long width, long heads, long patch) {
  /** Latent channels C. */
  public static final long CHANNELS = 4;

  /** Output channels O = 2C. */
  public static final long OUT_CHANNELS = 2 * CHANNELS;

  /** Pixels of the image for each element of the latent, along each side. */
  public static final long ENCODER_STRIDE = 8;

  /** Ratio F/D. */
  public static final long MLP_RATIO = 4;

  /** Sinusoidal features of the timestep embedding. */
  public static final long TIMESTEP_FEATURES = 256;

  /** Rows of the label table: 1000 classes and the null class. */
  public static final long LABELS = 1001;

  /** Validates the dimensions. */
  public DitModel {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a model's name must not be blank: name='" + name + "'");
    }
    dimension(name, "layers", layers);
    dimension(name, "width", width);
    dimension(name, "heads", heads);
    dimension(name, "patch", patch);
    divides(name, "heads", heads, "width", width);
  }

  /**
   * Side of the latent of a square image.
   *
   * @param imageSide side in pixels
   * @throws IllegalArgumentException unless it is a multiple of 8 P
   */
  public long latentSide(long imageSide) {
    dimension(name, "image side", imageSide);
    divides(name, "8 x patch", ENCODER_STRIDE * patch, "image side", imageSide);
    return imageSide / ENCODER_STRIDE;
  }

  /** Tokens of a square image: T = (side / (8 P))^2. */
  public long tokens(long imageSide) {
    long side = latentSide(imageSide) / patch;
    return product(side, side);
  }

  /** The patch embedding. */
  public Patchify patchify(long batch, long imageSide) {
    return new Patchify(batch, CHANNELS, latentSide(imageSide), patch, width);
  }

  /** One block. */
  public DitBlock block(long batch, long imageSide) {
    return new DitBlock(batch, tokens(imageSide), width, heads, MLP_RATIO * width);
  }

  /** The final layer. */
  public FinalLayer finalLayer(long batch, long imageSide) {
    return new FinalLayer(batch, tokens(imageSide), width, patch, OUT_CHANNELS);
  }

  /**
   * The ops of one forward pass.
   *
   * <p>Left out: sinusoids, the label look-up, the positional table and unpatchify, none of which
   * multiplies matrices.
   *
   * @param batch B images
   * @param imageSide side in pixels
   */
  public List<CountedOp> forward(long batch, long imageSide) {
    return List.of(
        new CountedOp("patch embedding", patchify(batch, imageSide), 1),
        new CountedOp("timestep embedding 1", new Gemm(batch, width, TIMESTEP_FEATURES), 1),
        new CountedOp("timestep embedding 2", new Gemm(batch, width, width), 1),
        new CountedOp("block", block(batch, imageSide), layers),
        new CountedOp("final layer", finalLayer(batch, imageSide), 1));
  }

  /**
   * Work of one forward pass, the sum over {@link #forward}.
   *
   * @throws IllegalArgumentException naming model, batch and image side, when a dimension is
   *     refused or a count does not fit a long
   */
  public Work forwardWork(long batch, long imageSide) {
    try {
      return forward(batch, imageSide).stream().map(CountedOp::work).reduce(Work.NONE, Work::plus);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + " at batch=" + batch + ", image side=" + imageSide + ": " + e.getMessage(), e);
    }
  }

  /** Trainable parameters; the fixed sinusoidal positional table is not one of them. */
  public long parameters() {
    long timestep = sum(product(TIMESTEP_FEATURES, width), width, product(width, width), width);
    long side = ENCODER_STRIDE * patch;
    return sum(
        patchify(1, side).parameters(),
        timestep,
        product(LABELS, width),
        product(layers, block(1, side).parameters()),
        finalLayer(1, side).parameters());
  }
}
