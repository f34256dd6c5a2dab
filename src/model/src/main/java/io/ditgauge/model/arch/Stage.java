package io.ditgauge.model.arch;

import io.ditgauge.model.Checks;

/**
 * A network's share of an output.
 *
 * @param kind what it does
 * @param name the network
 * @param pass one run
 * @param runs how often it runs for the outputs of a request
 */
public record Stage(Kind kind, String name, ForwardPass pass, long runs) {
  /** What a stage does. */
  public enum Kind {
    /** Prompt to text tokens. */
    TEXT_ENCODER,
    /** Noise to latent. */
    DENOISER,
    /** Latent to pixels. */
    DECODER
  }

  /** Validates the runs. */
  public Stage {
    Checks.dimension(name, "runs", runs);
  }

  /** Totals of all runs. */
  public Counts counts() {
    return pass.counts().times(runs);
  }
}
