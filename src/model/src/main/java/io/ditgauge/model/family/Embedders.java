package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
import io.ditgauge.model.OpList;
import java.util.List;

/** Embedders of conditions that run once an image, shared by many families. */
final class Embedders {
  /** Sinusoidal features of a time step, in every published model so far. */
  static final long TIME_FEATURES = 256;

  private Embedders() {}

  /** Sinusoids of a scalar, then 256 to D, SiLU, D to D, with biases. */
  static List<CountedOp> timestep(long batch, long width) {
    return timestep(batch, TIME_FEATURES, width);
  }

  /** As {@link #timestep(long, long)} with another number of features. */
  static List<CountedOp> timestep(long batch, long features, long width) {
    return new OpList()
        .add("sinusoids", new Elementwise(Function.SINUSOID, product(batch, features), features))
        .twoLayer("embedder", batch, new OpList.Widths(features, width, width), Function.SILU, true)
        .build();
  }
}
