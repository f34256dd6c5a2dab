package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.config.Keys;

/**
 * Attention heads, whose widths add up to the width of the model.
 *
 * @param count H
 * @param headWidth K
 */
record VideoHeads(long count, long headWidth) {
  /** Validates the dimensions. */
  VideoHeads {
    dimension("attention", "num_attention_heads", count);
    dimension("attention", "attention_head_dim", headWidth);
  }

  /** Reads the library's two keys. */
  static VideoHeads read(Keys keys, long count, long headWidth) {
    return new VideoHeads(
        keys.integer("num_attention_heads", count), keys.integer("attention_head_dim", headWidth));
  }

  /** D = H K. */
  long width() {
    return product(count, headWidth);
  }
}
