package io.ditgauge.model.training;

/**
 * What the backward pass does with a part of a network.
 *
 * @param gradients which gradients it computes
 * @param recomputation what it computes again
 */
public record Treatment(Gradients gradients, Recomputation recomputation) {
  /** The same with other gradients. */
  Treatment with(Gradients other) {
    return new Treatment(other, recomputation);
  }

  /** The same with another recomputation. */
  Treatment with(Recomputation other) {
    return new Treatment(gradients, other);
  }

  /** Whether the ops of attention run forward a second time. */
  boolean recomputesAttention() {
    return gradients != Gradients.NONE && recomputation != Recomputation.NOTHING;
  }

  /** Whether all other ops run forward a second time. */
  boolean recomputesTheRest() {
    return gradients != Gradients.NONE && recomputation == Recomputation.EVERYTHING;
  }
}
