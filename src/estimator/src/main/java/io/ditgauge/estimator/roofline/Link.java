package io.ditgauge.estimator.roofline;

/**
 * What a card sends to its neighbours.
 *
 * @param allToAllBytesPerSecond sustained by each card in an all-to-all
 * @param neighbourBytesPerSecond sustained from one card to the next
 * @param allReduceBytesPerSecond bus bandwidth of an all-reduce
 * @param latencySeconds of one small message
 * @param spread standard deviation of the logarithm
 */
public record Link(
    double allToAllBytesPerSecond,
    double neighbourBytesPerSecond,
    double allReduceBytesPerSecond,
    double latencySeconds,
    double spread) {
  /** Validates the numbers. */
  public Link {
    if (!(allToAllBytesPerSecond > 0
        && neighbourBytesPerSecond > 0
        && allReduceBytesPerSecond > 0
        && latencySeconds >= 0)) {
      throw new IllegalArgumentException("a link needs positive bandwidths: " + latencySeconds);
    }
  }
}
