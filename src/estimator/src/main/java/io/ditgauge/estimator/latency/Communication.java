package io.ditgauge.estimator.latency;

import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.roofline.Link;
import io.ditgauge.estimator.roofline.Timing;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Op;
import java.util.Optional;

/**
 * What cards that share a sequence exchange around each self-attention.
 *
 * <p>Ulysses: q, k, v before and the output after, each card keeping 1/n (Jacobs et al., arXiv
 * 2309.14509). Ring: keys and values of the other cards, hidden behind attention as far as it lasts
 * (Liu et al., arXiv 2310.01889); only a message's latency for each turn is counted here.
 */
final class Communication {
  private static final double ELEMENT_BYTES = 2;
  private static final double TENSORS = 4;

  private final Optional<Link> link;
  private final Parallelism parallelism;

  Communication(Efficiency efficiency, Parallelism parallelism) {
    this.link = efficiency.link();
    this.parallelism = parallelism;
    if (parallelism.cards() > 1 && link.isEmpty()) {
      throw new IllegalArgumentException(
          "no interconnect is known for "
              + efficiency.name()
              + ", which cannot run on "
              + parallelism.cards()
              + " cards; use one");
    }
  }

  /** Time of the exchange that follows an op. */
  Optional<Timing> after(Op op) {
    if (!(op instanceof Attention it) || parallelism.sequence() == 1) {
      return Optional.empty();
    }
    Link wire = link.orElseThrow();
    double elements = (double) it.batch() * it.heads() * it.tokens() * it.headWidth();
    double own = elements * ELEMENT_BYTES / parallelism.sequence();
    double seconds = 0;
    if (parallelism.ulysses() > 1) {
      double n = parallelism.ulysses();
      seconds +=
          TENSORS * (own * (n - 1) / n / wire.allToAllBytesPerSecond() + wire.latencySeconds());
    }
    if (parallelism.ring() > 1) {
      seconds += (parallelism.ring() - 1) * wire.latencySeconds();
    }
    return Optional.of(new Timing(Math.max(seconds, 1e-9), wire.spread(), false));
  }
}
