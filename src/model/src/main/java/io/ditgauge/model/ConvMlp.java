package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * GLU feed-forward part with a depthwise convolution (Mix-FFN): 1x1 convolution D to 2F with bias,
 * SiLU, 3x3 depthwise convolution on 2F with bias, one half times SiLU of the other, 1x1
 * convolution F to D without bias; [B, D, h, w] to the same.
 *
 * <p>Work, with N = h w: B N (2 D F + 18 F + F D) MACs; 2 B N F (bias) + 2 B N F (SiLU) + 2 B N F
 * (bias) + 2 B N F (SiLU, product) elementwise; B N D and the parameters read, B N D written.
 * Source: Xie et al., SANA, arXiv 2410.10629.
 *
 * @param batch B
 * @param height h in tokens
 * @param columns w in tokens
 * @param width D
 * @param hidden F
 */
public record ConvMlp(long batch, long height, long columns, long width, long hidden)
    implements Op {
  /** Type identifier. */
  public static final String TYPE = "conv-mlp";

  /** Validates the dimensions. */
  public ConvMlp {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "height", height);
    dimension(TYPE, "columns", columns);
    dimension(TYPE, "width", width);
    dimension(TYPE, "hidden", hidden);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions(
        "batch", batch, "height", height, "columns", columns, "width", width, "hidden", hidden);
  }

  @Override
  public Work work() {
    long stream = product(batch, height, columns, width);
    return Composites.work(parts(), sum(stream, parameters()), stream);
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    Grid grid = new Grid(1, height, columns);
    Grid one = Grid.square(1);
    long twice = product(2, hidden);
    long hiddens = product(batch, height, columns, hidden);
    return new OpList()
        .add("mlp up", new Conv(batch, Conv.Channels.full(width, twice), grid, one))
        .elementwise(Function.SILU, "mlp activation", product(2, hiddens))
        .add("mlp depthwise", new Conv(batch, Conv.Channels.depthwise(twice), grid, Grid.square(3)))
        .elementwise(Function.SILU, "mlp gate activation", hiddens)
        .elementwise(Function.MULTIPLY, "mlp gate", hiddens)
        .add("mlp down", new Conv(batch, Conv.Channels.full(hidden, width), grid, one, one, 0))
        .build();
  }

  @Override
  public long parameters() {
    return Composites.parameters(parts());
  }

  @Override
  public String shape() {
    return batch + "x" + height + "x" + columns + "x" + width + ", F=" + hidden;
  }
}
