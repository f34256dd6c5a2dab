package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * Embeds a time step for each of B samples: R sinusoids of it, half of them cosines, then a linear
 * map, SiLU and a linear map, [B] to [B, D].
 *
 * <p>Work: B (R D + D^2) MACs; B R sinusoids, 2 B D biases and B D activations. The time steps and
 * the weights are read once, B D written. Source: facebookresearch/DiT, models.py,
 * TimestepEmbedder.
 *
 * @param batch B
 * @param features R, even
 * @param width D
 */
public record TimestepEmbedding(long batch, long features, long width) implements Op {
  /** Type identifier. */
  public static final String TYPE = "timestep-embedding";

  /** Validates the dimensions. */
  public TimestepEmbedding {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "features", features);
    dimension(TYPE, "width", width);
    if (features % 2 != 0) {
      throw new IllegalArgumentException(
          "features must be even, cosines and sines: features=" + features + " (in " + TYPE + ")");
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions("batch", batch, "features", features, "width", width);
  }

  @Override
  public Work work() {
    return Composites.work(parts(), sum(batch, parameters()), product(batch, width));
  }

  @Override
  public long parameters() {
    return Composites.parameters(parts());
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    return new OpList()
        .add("sinusoids", new Elementwise(Function.SINUSOID, product(batch, features), features))
        .twoLayer("embedder", batch, new OpList.Widths(features, width, width), Function.SILU, true)
        .build();
  }

  @Override
  public String shape() {
    return batch + "x" + features + ", D=" + width;
  }
}
