package io.ditgauge.model.family;

import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.config.Keys;
import java.util.Collections;
import java.util.List;

/** What the configurations of autoencoders have in common. */
final class AutoencoderKeys {
  /** Left out of every autoencoder's count. */
  static final String LATENT =
      "Sampling, scaling and clamping: the latent drawn from the encoder's moments, its mean and"
          + " scale, the clamping of pixels.";

  /** Left out of every count of networks over clips. */
  static final String COPIES =
      "Copies that change no element: padding, borders kept between chunks, repeated shortcuts.";

  /** What the library's tiles of 256 pixels every 192 add, where they are switched on. */
  static final String TILING =
      "Tiling, where it is switched on: tiles of 256 pixels every 192 take up to (256/192)^2 = 1.78"
          + " times the convolutions.";

  private AutoencoderKeys() {}

  /**
   * Channels around and inside.
   *
   * @param in of the pixels taken
   * @param out of the pixels made
   * @param latent of the latent
   */
  record Channels(long in, long out, long latent) {
    /** Reads them. */
    static Channels read(Keys keys, long latentByDefault) {
      return new Channels(
          keys.integer("in_channels", 3),
          keys.integer("out_channels", 3),
          keys.integer("latent_channels", latentByDefault));
    }

    /** Mean and variance of the latent. */
    long moments() {
      return 2 * latent;
    }
  }

  /** Refuses block types other than the one that is counted, or another number of them. */
  static void types(Keys keys, String key, String type, int stages, int byDefault) {
    List<String> types = keys.texts(key, Collections.nCopies(byDefault, type));
    if (types.size() != stages || !types.stream().allMatch(type::equals)) {
      throw keys.refuse(key, types, stages + " times " + type);
    }
  }

  /** Refuses a list that has not the length of another. */
  static void length(Keys keys, String key, List<?> values, int length) {
    if (values.size() != length) {
      throw keys.refuse(key, values, "a list of " + length);
    }
  }

  /** Halvings of the sides between stages. */
  static LatentSpace space(long frames, boolean firstFrameAlone, int halvings, long channels) {
    long side = 1L << halvings;
    return new LatentSpace(new Grid(frames, side, side), firstFrameAlone, channels);
  }
}
