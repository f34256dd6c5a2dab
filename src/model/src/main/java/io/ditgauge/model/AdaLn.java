package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * Adaptive-norm modulation: m[B, nD] = SiLU(c[B, D]) w[nD, D]^T + b, once per image and not per
 * token, for n shifts, scales and gates.
 *
 * <table>
 *   <caption>Work</caption>
 *   <tr><th>step</th><th>shape</th><th>MACs</th><th>elements moved</th></tr>
 *   <tr><td>SiLU</td><td>[B, D]</td><td>0 (B D elementwise)</td><td></td></tr>
 *   <tr><td>linear with bias</td><td>[B, D] x [D, nD]</td><td>n B D^2 (n B D elementwise)</td>
 *     <td>B D + n D^2 + n D read, n B D written</td></tr>
 * </table>
 *
 * <p>Left out: applying the modulation, which belongs to the block. Source: arXiv 2212.09748,
 * adaLN-Zero.
 *
 * @param batch B
 * @param width D
 * @param chunks n: 6 in a block, 2 in the final layer
 */
public record AdaLn(long batch, long width, long chunks) implements Op {
  /** Type identifier. */
  public static final String TYPE = "adaln";

  /** Validates the dimensions. */
  public AdaLn {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "width", width);
    dimension(TYPE, "chunks", chunks);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions("batch", batch, "width", width, "chunks", chunks);
  }

  @Override
  public Work work() {
    long outputs = product(batch, chunks, width);
    long inputs = product(batch, width);
    return new Work(
        product(outputs, width), sum(inputs, outputs), sum(inputs, parameters()), outputs);
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    return new OpList()
        .elementwise(Function.SILU, "activation", product(batch, width))
        .linear("modulation", batch, width, product(chunks, width), true)
        .build();
  }

  @Override
  public long parameters() {
    return sum(product(chunks, width, width), product(chunks, width));
  }

  @Override
  public String shape() {
    return batch + "x" + width + ", n=" + chunks;
  }
}
