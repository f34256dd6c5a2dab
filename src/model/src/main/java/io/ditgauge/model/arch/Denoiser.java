package io.ditgauge.model.arch;

import io.ditgauge.model.Grid;

/** A diffusion transformer: predicts noise or velocity from a latent, a time and a condition. */
public non-sealed interface Denoiser extends Network {
  /**
   * What one pass is given.
   *
   * @param latent extent of the latent, in latent elements
   * @param textTokens text tokens S of a sample; 0 for a model without text
   * @param batch samples B
   */
  record Input(Grid latent, long textTokens, long batch) {
    /** Validates the counts. */
    public Input {
      io.ditgauge.model.Checks.dimension("input", "batch", batch);
      if (textTokens < 0 || textTokens > io.ditgauge.model.Checks.MAX_DIMENSION) {
        throw new IllegalArgumentException(
            "textTokens must be between 0 and 2^40: textTokens=" + textTokens);
      }
    }
  }

  /** Latent elements of one token, along each axis. */
  Grid patch();

  /** Channels of the latent that the model takes. */
  long latentChannels();

  /**
   * One pass.
   *
   * @throws IllegalArgumentException where the latent is no whole number of patches, or the text
   *     does not suit the model
   */
  ForwardPass forward(Input input);

  @Override
  default long parameters() {
    return forward(smallest()).parameters();
  }

  /** The smallest input that the model takes: the parameters do not depend on it. */
  default Input smallest() {
    return new Input(patch(), 1, 1);
  }
}
