package io.ditgauge.model.arch;

import io.ditgauge.model.Checks;
import java.util.List;

/**
 * One pass of a network, unrolled.
 *
 * @param parts what runs, in order
 * @param tokens tokens of a sample: of the latent, or of the text in a text network; positions of
 *     the latent in an autoencoder
 * @param textTokens text tokens of a sample beside those, 0 where there are none
 */
public record ForwardPass(List<Part> parts, long tokens, long textTokens) {
  /** Copies. */
  public ForwardPass {
    parts = List.copyOf(parts);
  }

  /** Totals. */
  public Counts counts() {
    Counts total = Counts.ZERO;
    for (Part part : parts) {
      total = total.plus(part.counts());
    }
    return total;
  }

  /** Parameters of the network. */
  public long parameters() {
    long total = 0;
    for (Part part : parts) {
      total = Checks.sum(total, part.parameters());
    }
    return total;
  }

  /** Parameters that one token meets. */
  public long activeParameters() {
    long total = 0;
    for (Part part : parts) {
      total = Checks.sum(total, part.activeParameters());
    }
    return total;
  }
}
