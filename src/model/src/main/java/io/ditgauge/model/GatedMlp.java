package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.flag;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * Gated feed-forward part (SwiGLU): (SiLU(x wg^T) * (x wu^T)) wd^T, [M, D] to [M, D], three
 * matrices instead of two.
 *
 * <p>Work: 3 M D F MACs; 2 M F elementwise, and with biases 2 M F + M D more; M D and the
 * parameters read, M D written. Source: Shazeer, arXiv 2002.05202.
 *
 * @param rows M: batch x tokens
 * @param width D
 * @param hidden F
 * @param bias 1 with biases, 0 without
 */
public record GatedMlp(long rows, long width, long hidden, long bias) implements Op {
  /** Type identifier. */
  public static final String TYPE = "gated-mlp";

  /** Validates the dimensions. */
  public GatedMlp {
    dimension(TYPE, "rows", rows);
    dimension(TYPE, "width", width);
    dimension(TYPE, "hidden", hidden);
    flag(TYPE, "bias", bias);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions("rows", rows, "width", width, "hidden", hidden, "bias", bias);
  }

  @Override
  public Work work() {
    long stream = product(rows, width);
    return Composites.work(parts(), sum(stream, parameters()), stream);
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    long hiddens = product(rows, hidden);
    return new OpList()
        .linear("mlp gate and up", rows, width, product(2, hidden), bias == 1)
        .elementwise(Function.SILU, "mlp activation", hiddens)
        .elementwise(Function.MULTIPLY, "mlp gate", hiddens)
        .linear("mlp down", rows, hidden, width, bias == 1)
        .build();
  }

  @Override
  public long parameters() {
    return Composites.parameters(parts());
  }

  @Override
  public String shape() {
    return rows + "x" + width + ", F=" + hidden + ", gated";
  }
}
