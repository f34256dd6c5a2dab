package io.ditgauge.model.arch;

import io.ditgauge.model.Grid;

/** An autoencoder between pixels and latents. */
public non-sealed interface Autoencoder extends Network {
  /** How pixels become latent elements. */
  LatentSpace latentSpace();

  /** Encodes an image or clip of that extent in pixels. */
  ForwardPass encode(Grid pixels, long batch);

  /** Decodes a latent. */
  ForwardPass decode(Grid latent, long batch);

  @Override
  default long parameters() {
    Grid latent = Grid.square(1);
    Grid pixels = latentSpace().pixels(latent);
    return io.ditgauge.model.Checks.sum(
        encode(pixels, 1).parameters(), decode(latent, 1).parameters());
  }
}
