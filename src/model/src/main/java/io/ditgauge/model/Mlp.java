package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * Feed-forward part of a block: GELU-tanh(x w1^T + b1) w2^T + b2, [B, T, D] to [B, T, D].
 *
 * <table>
 *   <caption>Work, for a batch of B</caption>
 *   <tr><th>step</th><th>shape</th><th>MACs</th><th>elements moved</th></tr>
 *   <tr><td>linear with bias</td><td>[T, D] x [D, F]</td><td>T D F (T F elementwise)</td>
 *     <td>T D + D F + F read</td></tr>
 *   <tr><td>GELU, tanh form</td><td>[T, F]</td><td>0 (T F elementwise)</td><td></td></tr>
 *   <tr><td>linear with bias</td><td>[T, F] x [F, D]</td><td>T D F (T D elementwise)</td>
 *     <td>D F + D read, T D written</td></tr>
 * </table>
 *
 * <p>Left out: norm, gate and residual around it; traffic of the hidden layer.
 *
 * @param batch B
 * @param tokens T
 * @param width D
 * @param hidden F
 */
public record Mlp(long batch, long tokens, long width, long hidden) implements Op {
  /** Type identifier. */
  public static final String TYPE = "mlp";

  /** Validates the dimensions. */
  public Mlp {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "tokens", tokens);
    dimension(TYPE, "width", width);
    dimension(TYPE, "hidden", hidden);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions("batch", batch, "tokens", tokens, "width", width, "hidden", hidden);
  }

  @Override
  public Work work() {
    long rows = product(batch, tokens);
    long outputs = product(rows, width);
    long hiddens = product(rows, hidden);
    return new Work(
        product(2, outputs, hidden),
        sum(hiddens, hiddens, outputs),
        sum(outputs, parameters()),
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
        .linear("mlp up", rows, width, hidden, true)
        .elementwise(Function.GELU_TANH, "mlp activation", product(rows, hidden))
        .linear("mlp down", rows, hidden, width, true)
        .build();
  }

  @Override
  public long parameters() {
    return sum(product(2, width, hidden), hidden, width);
  }

  @Override
  public String shape() {
    return batch + "x" + tokens + "x" + width + ", F=" + hidden;
  }
}
