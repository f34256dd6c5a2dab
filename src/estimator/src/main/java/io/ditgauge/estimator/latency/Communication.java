package io.ditgauge.estimator.latency;

import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.estimator.roofline.Link;
import io.ditgauge.estimator.roofline.Timing;
import io.ditgauge.model.Attention;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Op;
import java.util.List;
import java.util.Optional;

/**
 * What cards that share a model send, by the card, and the time of it that nothing hides.
 *
 * <p>With E elements of a self-attention's input, S = ulysses x ring cards along the sequence and T
 * along the matrices (volumes as in Fang and Zhao, arXiv 2405.07719, and Fang et al., arXiv
 * 2411.01738):
 *
 * <table>
 *   <caption>Volumes</caption>
 *   <tr><th>method</th><th>elements</th><th>hidden</th></tr>
 *   <tr><td>Ulysses (arXiv 2309.14509): q, k, v before and the output after, each card keeping 1/u
 *     </td><td>4 E/(S T) (u - 1)/u</td><td>no</td></tr>
 *   <tr><td>ring (arXiv 2310.01889): keys and values, r - 1 times</td><td>2 E/(S T) (r - 1)</td>
 *     <td>behind the attention of a turn</td></tr>
 *   <tr><td>tensor (arXiv 1909.08053): an all-reduce of the M x O outputs after each matrix that is
 *     cut along its inner side</td><td>2 M O/S (t - 1)/t</td><td>no</td></tr>
 *   <tr><td>guidance: the other branches' latent after each step</td><td>L (c - 1)</td><td>no</td>
 *     </tr>
 * </table>
 */
final class Communication {
  private static final double ELEMENT_BYTES = 2;
  private static final double ULYSSES_TENSORS = 4;
  private static final double RING_TENSORS = 2;
  private static final double LEAST_SECONDS = 1e-9;

  /** Matrices behind which a block's partial sums are added, by the ends of their names. */
  private static final List<String> CUT_INSIDE = List.of("attention out", "cross out", "mlp down");

  /**
   * An exchange.
   *
   * @param bytes that a card sends
   * @param timing the time that nothing hides
   */
  record Exchange(double bytes, Timing timing) {}

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

  /**
   * The exchange that belongs to an op.
   *
   * @param seconds time of the op itself, which a ring's transfers hide behind
   */
  Optional<Exchange> after(CountedOp counted, double seconds) {
    Op op = counted.op();
    if (op instanceof Attention it && parallelism.sequence() > 1) {
      return Optional.of(sequence(it, seconds));
    }
    boolean cut = CUT_INSIDE.stream().anyMatch(counted.name()::endsWith);
    if (op instanceof Linear it && cut && parallelism.tensor() > 1) {
      double bytes = tensorBytes((double) it.rows() * it.out());
      Link wire = link.orElseThrow();
      return Optional.of(
          exchange(bytes, bytes / wire.allReduceBytesPerSecond() + wire.latencySeconds()));
    }
    return Optional.empty();
  }

  private Exchange sequence(Attention it, double seconds) {
    Link wire = link.orElseThrow();
    double elements = (double) it.batch() * it.heads() * it.tokens() * it.headWidth();
    double shown = 0;
    if (parallelism.ulysses() > 1) {
      shown +=
          ulyssesBytes(elements) / wire.allToAllBytesPerSecond()
              + ULYSSES_TENSORS * wire.latencySeconds();
    }
    int turns = parallelism.ring() - 1;
    if (turns > 0) {
      double transfer = ringBytes(elements) / turns / wire.neighbourBytesPerSecond();
      double turn = seconds / parallelism.ring();
      shown += turns * (Math.max(0, transfer - turn) + wire.latencySeconds());
    }
    return exchange(ulyssesBytes(elements) + ringBytes(elements), shown);
  }

  /** The exchange of guidance branches after a step. */
  Optional<Exchange> guidance(double latentElements) {
    if (parallelism.cfg() == 1) {
      return Optional.empty();
    }
    Link wire = link.orElseThrow();
    double bytes = guidanceBytes(latentElements);
    return Optional.of(
        exchange(bytes, bytes / wire.neighbourBytesPerSecond() + wire.latencySeconds()));
  }

  private Exchange exchange(double bytes, double seconds) {
    return new Exchange(
        bytes, new Timing(Math.max(seconds, LEAST_SECONDS), link.orElseThrow().spread(), false));
  }

  double ulyssesBytes(double elements) {
    double kept = 1.0 / parallelism.ulysses();
    return ULYSSES_TENSORS * own(elements) * (1 - kept);
  }

  double ringBytes(double elements) {
    return RING_TENSORS * own(elements) * (parallelism.ring() - 1);
  }

  double tensorBytes(double outputs) {
    double kept = 1.0 / parallelism.tensor();
    return 2 * ELEMENT_BYTES * outputs / parallelism.sequence() * (1 - kept);
  }

  double guidanceBytes(double latentElements) {
    return ELEMENT_BYTES * latentElements * (parallelism.cfg() - 1);
  }

  private double own(double elements) {
    return ELEMENT_BYTES * elements / parallelism.sequence() / parallelism.tensor();
  }
}
