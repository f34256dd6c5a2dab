package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.config.Keys;
import java.util.List;

/** Layers and checks that several image families share. */
final class ImageLayers {
  private ImageLayers() {}

  /**
   * Tokens of a batch, all of one width.
   *
   * @param batch B
   * @param tokens T of a sample
   * @param width D
   */
  record Stream(long batch, long tokens, long width) {
    /** B T. */
    long rows() {
      return product(batch, tokens);
    }

    /** B T D. */
    long elements() {
      return product(rows(), width);
    }
  }

  /**
   * Attention heads.
   *
   * @param count H
   * @param width K
   */
  record Heads(long count, long width) {
    /** Reads both, with the library's defaults. */
    static Heads read(Keys keys, long count, long width) {
      return new Heads(
          positive(keys, "num_attention_heads", count),
          positive(keys, "attention_head_dim", width));
    }

    /** H K. */
    long total() {
      return product(count, width);
    }
  }

  /**
   * How a latent is cut into tokens.
   *
   * @param side P
   * @param in latent channels C
   * @param out channels O predicted for each latent element
   */
  record Patches(long side, long in, long out) {
    /** Extent of a patch. */
    Grid grid() {
      return Grid.square(side);
    }

    /** P^2 O. */
    long outElements() {
      return product(side, side, out);
    }
  }

  /**
   * Elements of a token where the pipeline packs patches before the model.
   *
   * @param in taken
   * @param out predicted
   */
  record Packed(long in, long out) {}

  /** A whole number of at least 1, or the library's default. */
  static long positive(Keys keys, String key, long byDefault) {
    long value = keys.integer(key, byDefault);
    if (value < 1) {
      throw keys.refuse(key, value, "at least 1");
    }
    return value;
  }

  /** Fails unless a text is the one that the family describes. */
  static void only(Keys keys, String key, String described) {
    String value = keys.text(key, described);
    if (!value.equals(described)) {
      throw keys.refuse(key, value, described + ", the only one described");
    }
  }

  /** Fails unless a flag is the one that the family describes. */
  static void only(Keys keys, String key, boolean described) {
    if (keys.flag(key, described) != described) {
      throw keys.refuse(key, !described, described + ", the only one described");
    }
  }

  /** A factor of the width, as the library truncates it. */
  static long multiple(Keys keys, String key, double byDefault, long width) {
    double ratio = keys.number(key, byDefault);
    if (!(ratio > 0 && ratio <= 1024) || (long) (ratio * width) < 1) {
      throw keys.refuse(key, ratio, "above 0 and at most 1024");
    }
    return (long) (ratio * width);
  }

  /** Tokens along each axis of an image. */
  static Grid tokens(String model, Grid latent, Grid patch) {
    if (latent.frames() != 1) {
      throw new IllegalArgumentException(
          model + " makes images: latent=" + latent + " has several frames; give one frame");
    }
    return latent.over("latent", patch);
  }

  /** The text tokens of an input, of which there must be some. */
  static long text(String model, Denoiser.Input input) {
    if (input.textTokens() < 1) {
      throw new IllegalArgumentException(
          model + " reads text: textTokens=0; give the tokens of the prompt, at least 1");
    }
    return input.textTokens();
  }

  /** Patches to tokens by a convolution with bias. */
  static PatchEmbed patchEmbed(Denoiser.Input input, Patches patches, long width) {
    return new PatchEmbed(input.batch(), patches.in(), input.latent(), patches.grid(), width);
  }

  /** Sinusoidal positions, made when the model is built and not among its weights. */
  static Elementwise positions(Stream stream) {
    return new Elementwise(Function.BROADCAST_ADD, stream.elements(), stream.batch());
  }

  /** LayerNorm without parameters, then the shift and scale of each sample. */
  static List<CountedOp> modulatedNorm(String name, Stream stream) {
    return new OpList()
        .norm(name + " norm", Norm.layer(stream.rows(), stream.width(), false))
        .modulate(name + " modulate", stream.rows(), stream.width(), stream.tokens())
        .build();
  }

  /** Shift and scale from the condition, norm, projection to the elements of a patch. */
  static List<CountedOp> finalLayer(Stream stream, long out) {
    return new OpList()
        .addAll(new AdaLn(stream.batch(), stream.width(), 2).parts())
        .norm("norm", Norm.layer(stream.rows(), stream.width(), false))
        .modulate("modulate", stream.rows(), stream.width(), stream.tokens())
        .linear("projection", stream.rows(), stream.width(), out, true)
        .build();
  }

  /**
   * As {@link #finalLayer}, with a learned table added to the embedded time step (adaLN-single).
   */
  static List<CountedOp> tableFinalLayer(Stream stream, long out) {
    return new OpList()
        .add("modulation table", new LearnedTable(stream.batch(), 2, stream.width(), 2))
        .norm("norm", Norm.layer(stream.rows(), stream.width(), false))
        .modulate("modulate", stream.rows(), stream.width(), stream.tokens())
        .linear("projection", stream.rows(), stream.width(), out, true)
        .build();
  }

  /** Sinusoids of a scalar, then two layers without biases. */
  static List<CountedOp> unbiasedTimestep(long batch, long features, long width) {
    return new OpList()
        .add("sinusoids", new Elementwise(Function.SINUSOID, product(batch, features), features))
        .twoLayer(
            "embedder", batch, new OpList.Widths(features, width, width), Function.SILU, false)
        .build();
  }

  /** Text tokens through linear, GELU, linear, to the width of the model. */
  static List<CountedOp> captionProjection(long rows, long in, long width) {
    return new OpList()
        .twoLayer("projection", rows, new OpList.Widths(in, width, width), Function.GELU_TANH, true)
        .build();
  }

  /** The six shifts, scales and gates that all blocks of an adaLN-single model share. */
  static List<CountedOp> sharedModulation(long batch, long width) {
    return new OpList()
        .elementwise(Function.SILU, "activation", product(batch, width))
        .add("modulation", new Linear(batch, width, product(6, width), 1))
        .build();
  }

  /** Tokens of both streams. */
  static long together(Stream image, Stream text) {
    return sum(image.tokens(), text.tokens());
  }
}
