package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One denoising step of B samples with classifier-free guidance: latents x [B, C, N] and a time
 * step for each to the latents of the next step.
 *
 * <table>
 *   <caption>Steps</caption>
 *   <tr><th>step</th><th>shape</th><th>elementwise</th></tr>
 *   <tr><td>{@link DitForward} of x twice: with labels, and with the label of no class</td>
 *     <td>[2B, C, N] to [2B, 2C, N]</td><td>its own</td></tr>
 *   <tr><td>e = without + s (with - without), of the C channels of noise</td>
 *     <td>[B, C, N]</td><td>3 B C N</td></tr>
 *   <tr><td>a x + b e</td><td>[B, C, N]</td><td>3 B C N</td></tr>
 * </table>
 *
 * <p>The labels' table holds E - 1 classes, then no class. Guidance is of all C channels of noise,
 * for latents of any number of channels; facebookresearch/DiT (models.py, forward_with_cfg) guides
 * the first three of four, only to reproduce its published samples, and names this the standard.
 * The predicted covariance is computed and unused: with scalars a and b the update is DDIM's
 * without noise (Song et al., arXiv 2010.02502, equation 12 with sigma 0, the predicted sample put
 * in), or the mean of DDPM's.
 *
 * <p>Elements moved: x, the time steps, the positional table, the rows of the labels' table that
 * are met and every other weight read once; B C N written. Left out: what makes the scalars.
 *
 * @param batch B
 * @param channels C
 * @param latent extent N of the latent
 * @param patch extent of a patch; divides the latent's
 * @param stack the blocks; its labels E are at least 2
 */
public record DitStep(long batch, long channels, Grid latent, Grid patch, DitForward.Stack stack)
    implements Op {
  /** Type identifier. */
  public static final String TYPE = "dit-step";

  /** The scale s of guidance with which the paper's best samples are drawn (section 5.1). */
  public static final double GUIDANCE = 1.5;

  private static final double SIGNAL = 0.1;
  private static final double NEXT_SIGNAL = 0.5;

  /**
   * The factor a of the latent in a step from 0.1 of the variance being signal to 0.5: one so long
   * that an error of the prediction shows in the result.
   */
  public static final double LATENT_FACTOR = Math.sqrt(NEXT_SIGNAL / SIGNAL);

  /** The factor b of the guided noise in the same step. */
  public static final double NOISE_FACTOR =
      Math.sqrt(1 - NEXT_SIGNAL) - LATENT_FACTOR * Math.sqrt(1 - SIGNAL);

  /** Validates the dimensions. */
  public DitStep {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "channels", channels);
    latent.over(TYPE, patch);
    if (stack.labels() < 2) {
      throw new IllegalArgumentException(
          "labels must be at least 2, a class and no class: labels="
              + stack.labels()
              + " (in "
              + TYPE
              + ")");
    }
  }

  /** The step of a model of the paper over square images. */
  public static DitStep of(DitModel model, long batch, long imageSide) {
    DitForward one = DitForward.of(model, batch, imageSide);
    return new DitStep(batch, one.channels(), one.latent(), one.patch(), one.stack());
  }

  /** The pass, over each sample twice. */
  public DitForward forward() {
    return new DitForward(product(2, batch), channels, latent, patch, stack);
  }

  /** The row of the labels' table of a sample of the pass: different ones, then no class. */
  public long label(long sample) {
    long classes = stack.labels() - 1;
    return sample < batch ? classes - 1 - sample % classes : classes;
  }

  private long elements() {
    return product(batch, channels, latent.elements());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    Map<String, Long> result = new LinkedHashMap<>(forward().dimensions());
    result.put("batch", batch);
    return Collections.unmodifiableMap(result);
  }

  @Override
  public Work work() {
    long rowsOfLabels = sum(Math.min(batch, stack.labels() - 1), 1);
    return Composites.work(
        parts(),
        sum(
            elements(),
            batch,
            product(forward().tokens(), stack.width()),
            forward().weightsMet(rowsOfLabels)),
        elements());
  }

  @Override
  public long parameters() {
    return forward().parameters();
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    return new OpList()
        .addAll(forward().parts())
        .elementwise(Function.ADD, "guidance", elements())
        .elementwise(Function.SCALE, "guidance scale", elements())
        .elementwise(Function.ADD, "guided noise", elements())
        .elementwise(Function.SCALE, "latent scale", elements())
        .elementwise(Function.SCALE, "noise scale", elements())
        .elementwise(Function.ADD, "next latent", elements())
        .build();
  }

  @Override
  public String shape() {
    return forward().shapeOf(batch);
  }
}
