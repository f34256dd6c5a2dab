package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * A DiT block with adaLN-Zero: x + g1 attention(modulate(norm(x))), then + g2 mlp(modulate(norm)),
 * [B, T, D] and c[B, D] to [B, T, D].
 *
 * <table>
 *   <caption>Work, for a batch of B</caption>
 *   <tr><th>step</th><th>shape</th><th>MACs</th><th>elementwise</th></tr>
 *   <tr><td>{@link AdaLn} with n = 6</td><td>[B, D] x [D, 6D]</td><td>6 D^2</td><td>7 D</td></tr>
 *   <tr><td>two norms, two modulations</td><td>[T, D]</td><td>0</td><td>4 T D</td></tr>
 *   <tr><td>QKV with bias</td><td>[T, D] x [D, 3D]</td><td>3 T D^2</td><td>3 T D</td></tr>
 *   <tr><td>{@link Attention}</td><td>[H, T, K]</td><td>2 T^2 D</td><td>2 H T^2</td></tr>
 *   <tr><td>projection with bias</td><td>[T, D] x [D, D]</td><td>T D^2</td><td>T D</td></tr>
 *   <tr><td>{@link Mlp}</td><td>[T, D], F</td><td>2 T D F</td><td>2 T F + T D</td></tr>
 *   <tr><td>two gates, two residuals</td><td>[T, D]</td><td>0</td><td>4 T D</td></tr>
 * </table>
 *
 * <p>Elements moved: T D + D + parameters read, T D written. With F = 4D the MACs are 12 T D^2 + 2
 * T^2 D + 6 D^2, as published (arXiv 2212.09748). Left out: the affine part of the norms, which DiT
 * does not have, and traffic between the steps.
 *
 * @param batch B
 * @param tokens T
 * @param width D
 * @param heads H
 * @param hidden F
 */
public record DitBlock(long batch, long tokens, long width, long heads, long hidden) implements Op {
  /** Type identifier. */
  public static final String TYPE = "dit-block";

  /** Validates the dimensions. */
  public DitBlock {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "tokens", tokens);
    dimension(TYPE, "width", width);
    dimension(TYPE, "heads", heads);
    dimension(TYPE, "hidden", hidden);
    divides(TYPE, "heads", heads, "width", width);
  }

  /** The modulation inside. */
  public AdaLn adaLn() {
    return new AdaLn(batch, width, 6);
  }

  /** The attention inside. */
  public Attention attention() {
    return new Attention(batch, heads, tokens, width / heads);
  }

  /** The feed-forward part inside. */
  public Mlp mlp() {
    return new Mlp(batch, tokens, width, hidden);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions(
        "batch", batch, "tokens", tokens, "width", width, "heads", heads, "hidden", hidden);
  }

  @Override
  public Work work() {
    long stream = product(batch, tokens, width);
    Work inner = adaLn().work().plus(attention().work()).plus(mlp().work());
    return new Work(
        sum(inner.macs(), product(4, stream, width)),
        sum(inner.elementwiseOps(), product(12, stream)),
        sum(stream, product(batch, width), parameters()),
        stream);
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
        .norm("attention norm", Norm.layer(rows, width, false))
        .modulate("attention modulate", rows, width, tokens)
        .linear("qkv", rows, width, product(3, width), true)
        .add("attention", attention())
        .linear("attention out", rows, width, width, true)
        .gatedResidual("attention residual", rows, width, tokens)
        .norm("mlp norm", Norm.layer(rows, width, false))
        .modulate("mlp modulate", rows, width, tokens)
        .addAll(mlp().parts())
        .gatedResidual("mlp residual", rows, width, tokens)
        .build();
  }

  @Override
  public long parameters() {
    return sum(
        adaLn().parameters(), product(4, width, width), product(4, width), mlp().parameters());
  }

  @Override
  public String shape() {
    return batch + "x" + tokens + "x" + width + ", H=" + heads + ", F=" + hidden;
  }
}
