package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * Last layer of a DiT: adaptive norm, then a linear map of each token to its patch, [B, T, D] and
 * c[B, D] to [B, T, P^2 O].
 *
 * <table>
 *   <caption>Work, for a batch of B</caption>
 *   <tr><th>step</th><th>shape</th><th>MACs</th><th>elements moved</th></tr>
 *   <tr><td>{@link AdaLn} with n = 2</td><td>[B, D] x [D, 2D]</td><td>2 D^2</td><td></td></tr>
 *   <tr><td>norm, modulate</td><td>[T, D]</td><td>0 (2 T D elementwise)</td><td></td></tr>
 *   <tr><td>linear with bias</td><td>[T, D] x [D, P^2 O]</td><td>T D P^2 O (T P^2 O elementwise)</td>
 *     <td>T D + D + weights read, T P^2 O written</td></tr>
 * </table>
 *
 * <p>Left out: putting the patches back in place (unpatchify). Source: arXiv 2212.09748, section
 * 3.2; O = 2C because DiT predicts noise and covariance.
 *
 * @param batch B
 * @param tokens T
 * @param width D
 * @param patch P
 * @param outChannels O
 */
public record FinalLayer(long batch, long tokens, long width, long patch, long outChannels)
    implements Op {
  /** Type identifier. */
  public static final String TYPE = "final-layer";

  /** Validates the dimensions. */
  public FinalLayer {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "tokens", tokens);
    dimension(TYPE, "width", width);
    dimension(TYPE, "patch", patch);
    dimension(TYPE, "outChannels", outChannels);
  }

  /** The modulation inside. */
  public AdaLn adaLn() {
    return new AdaLn(batch, width, 2);
  }

  /** Elements of one output patch: P^2 O. */
  public long patchElements() {
    return product(patch, patch, outChannels);
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
        "tokens",
        tokens,
        "width",
        width,
        "patch",
        patch,
        "outChannels",
        outChannels);
  }

  @Override
  public Work work() {
    long inputs = product(batch, tokens, width);
    long outputs = product(batch, tokens, patchElements());
    Work modulation = adaLn().work();
    return new Work(
        sum(modulation.macs(), product(outputs, width)),
        sum(modulation.elementwiseOps(), product(2, inputs), outputs),
        sum(inputs, product(batch, width), parameters()),
        outputs);
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    long rows = product(batch, tokens);
    return new OpList()
        .addAll(adaLn().parts())
        .norm("norm", Norm.layer(rows, width, false))
        .modulate("modulate", rows, width, tokens)
        .linear("projection", rows, width, patchElements(), true)
        .build();
  }

  @Override
  public long parameters() {
    return sum(adaLn().parameters(), product(width, patchElements()), patchElements());
  }

  @Override
  public String shape() {
    return batch + "x" + tokens + "x" + width + ", P=" + patch + ", O=" + outChannels;
  }
}
