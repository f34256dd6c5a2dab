package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Map;

/**
 * Cuts a latent image into P x P patches and embeds each as a token: a strided convolution with
 * bias, [B, C, S, S] to [B, T, D] with T = (S/P)^2 tokens.
 *
 * <table>
 *   <caption>Work, for a batch of B</caption>
 *   <tr><th>step</th><th>shape</th><th>MACs</th><th>elements moved</th></tr>
 *   <tr><td>embed</td><td>[T, P^2 C] x [P^2 C, D]</td><td>T P^2 C D</td>
 *     <td>C S^2 + P^2 C D + D read, T D written</td></tr>
 *   <tr><td>bias</td><td>[T, D]</td><td>0 (T D elementwise)</td><td></td></tr>
 * </table>
 *
 * <p>Left out: the addition of the positional table. Source: Peebles and Xie, arXiv 2212.09748,
 * section 3.2.
 *
 * @param batch B
 * @param channels latent channels C
 * @param side side S of the latent image
 * @param patch patch side P
 * @param width D
 */
public record Patchify(long batch, long channels, long side, long patch, long width) implements Op {
  /** Type identifier. */
  public static final String TYPE = "patchify";

  /** Validates the dimensions. */
  public Patchify {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "channels", channels);
    dimension(TYPE, "side", side);
    dimension(TYPE, "patch", patch);
    dimension(TYPE, "width", width);
    divides(TYPE, "patch", patch, "side", side);
  }

  /** Tokens an image: T = (S/P)^2. */
  public long tokens() {
    return product(side / patch, side / patch);
  }

  /** Elements of one flattened patch: P^2 C. */
  public long patchElements() {
    return product(patch, patch, channels);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions(
        "batch", batch, "channels", channels, "side", side, "patch", patch, "width", width);
  }

  @Override
  public Work work() {
    long outputs = product(batch, tokens(), width);
    return new Work(
        product(outputs, patchElements()),
        outputs,
        sum(product(batch, channels, side, side), parameters()),
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
    return batch + "x" + channels + "x" + side + "x" + side + ", P=" + patch + ", D=" + width;
  }
}
