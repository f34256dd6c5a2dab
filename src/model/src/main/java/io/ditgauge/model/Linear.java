package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.flag;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Map;

/**
 * A linear map of each row: y[M, O] = x[M, I] w[O, I]^T + b, the weights being parameters.
 *
 * <table>
 *   <caption>Work</caption>
 *   <tr><th>step</th><th>shape</th><th>MACs</th><th>elements moved</th></tr>
 *   <tr><td>product</td><td>[M, I] x [I, O]</td><td>M I O</td><td>M I + I O (+ O) read, M O
 *     written</td></tr>
 *   <tr><td>bias, if any</td><td>[M, O]</td><td>0 (M O elementwise)</td><td></td></tr>
 * </table>
 *
 * @param rows M: batch times tokens, or batch alone for what runs once an image
 * @param in I
 * @param out O
 * @param bias 1 with a bias, 0 without
 */
public record Linear(long rows, long in, long out, long bias) implements Op {
  /** Type identifier. */
  public static final String TYPE = "linear";

  /** Validates the dimensions. */
  public Linear {
    dimension(TYPE, "rows", rows);
    dimension(TYPE, "in", in);
    dimension(TYPE, "out", out);
    flag(TYPE, "bias", bias);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions("rows", rows, "in", in, "out", out, "bias", bias);
  }

  @Override
  public Work work() {
    long outputs = product(rows, out);
    return new Work(
        product(outputs, in),
        product(bias, outputs),
        sum(product(rows, in), parameters()),
        outputs);
  }

  @Override
  public OpClass opClass() {
    return OpClass.LINEAR;
  }

  @Override
  public long parameters() {
    return sum(product(in, out), product(bias, out));
  }

  @Override
  public String shape() {
    return rows + "x" + in + " x " + in + "x" + out + (bias == 0 ? ", no bias" : "");
  }
}
