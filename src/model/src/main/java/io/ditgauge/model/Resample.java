package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import java.util.Map;

/**
 * Nearest-neighbour enlargement of [B, C, N] by whole factors, or a rearrangement of as many
 * elements: no arithmetic, the input read once, the output written once.
 *
 * @param batch B
 * @param channels C
 * @param input extent N
 * @param factor enlargement along each axis
 */
public record Resample(long batch, long channels, Grid input, Grid factor) implements Op {
  /** Type identifier. */
  public static final String TYPE = "resample";

  /** Validates the dimensions. */
  public Resample {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "channels", channels);
  }

  /** Extent of the output. */
  public Grid output() {
    return input.times(factor);
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
        "channels",
        channels,
        "frames",
        input.frames(),
        "height",
        input.height(),
        "width",
        input.width(),
        "factorFrames",
        factor.frames(),
        "factorHeight",
        factor.height(),
        "factorWidth",
        factor.width());
  }

  @Override
  public Work work() {
    return new Work(
        0,
        0,
        product(batch, channels, input.elements()),
        product(batch, channels, output().elements()));
  }

  @Override
  public OpClass opClass() {
    return OpClass.MOVEMENT;
  }

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  public String shape() {
    return batch + "x" + channels + "x" + input + ", by " + factor;
  }
}
