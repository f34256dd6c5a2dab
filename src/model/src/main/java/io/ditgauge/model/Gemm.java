package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Map;

/**
 * Matrix product y[M, N] = x[M, K] w[N, K]^T, without bias.
 *
 * <table>
 *   <caption>Work</caption>
 *   <tr><th>step</th><th>shape</th><th>MACs</th><th>elements moved</th></tr>
 *   <tr><td>product</td><td>[M, K] x [K, N] to [M, N]</td><td>M N K</td><td>MK + NK + MN</td></tr>
 * </table>
 *
 * <p>Left out: nothing.
 *
 * @param m rows M
 * @param n columns N
 * @param k inner width K
 */
public record Gemm(long m, long n, long k) implements Op {
  /** Type identifier. */
  public static final String TYPE = "gemm";

  /** Validates the dimensions. */
  public Gemm {
    dimension(TYPE, "m", m);
    dimension(TYPE, "n", n);
    dimension(TYPE, "k", k);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions("m", m, "n", n, "k", k);
  }

  @Override
  public Work work() {
    return new Work(product(m, n, k), 0, sum(product(m, k), product(n, k)), product(m, n));
  }

  @Override
  public OpClass opClass() {
    return OpClass.LINEAR;
  }

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  public String shape() {
    return m + "x" + n + "x" + k;
  }
}
