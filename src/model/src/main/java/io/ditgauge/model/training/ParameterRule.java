package io.ditgauge.model.training;

import io.ditgauge.model.Checks;
import io.ditgauge.model.arch.Count;

/**
 * The rule of thumb for training: C = 6 N D FLOPs, 2 forward and 4 backward for each parameter and
 * token (Kaplan et al., arXiv 2001.08361, section 2.1).
 *
 * <p>It leaves out attention's products, and counts parameters that multiply nothing (look-ups) or
 * once a sample (modulation of a diffusion transformer). With experts, N are the active ones.
 *
 * @param parameters N
 * @param tokens D; of the latent where the network is a denoiser
 */
public record ParameterRule(long parameters, long tokens) {
  private static final long FORWARD_AND_BACKWARD = 6;

  /** Validates the counts. */
  public ParameterRule {
    Checks.dimension("parameter rule", "tokens", tokens);
    if (parameters < 0) {
      throw new IllegalArgumentException("parameters must not be negative: " + parameters);
    }
  }

  /** 6 N D. */
  public Count flops() {
    return Count.of(parameters).times(tokens).times(FORWARD_AND_BACKWARD);
  }

  /** How many times the rule an exact count is. */
  public double ratio(Count exact) {
    return exact.value() / flops().value();
  }
}
