package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Denoiser;

/**
 * Sizes of one pass over a clip.
 *
 * @param batch B
 * @param grid tokens along time, height and width
 * @param text text tokens S
 */
record VideoPass(long batch, Grid grid, long text) {
  /**
   * The sizes that an input gives.
   *
   * @throws IllegalArgumentException where the latent is no whole number of patches, or there is no
   *     text, which every model here reads
   */
  static VideoPass of(Denoiser denoiser, Denoiser.Input input) {
    if (input.textTokens() < 1) {
      throw new IllegalArgumentException(
          denoiser.className()
              + " reads text: textTokens must be at least 1: textTokens="
              + input.textTokens());
    }
    return new VideoPass(
        input.batch(), input.latent().over("latent", denoiser.patch()), input.textTokens());
  }

  /** T: tokens of one clip. */
  long tokens() {
    return grid.elements();
  }

  /** T + S. */
  long sequence() {
    return sum(tokens(), text);
  }

  /** B T. */
  long rows() {
    return product(batch, tokens());
  }

  /** B S. */
  long textRows() {
    return product(batch, text);
  }

  /** B (T + S). */
  long allRows() {
    return product(batch, sequence());
  }
}
