package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import java.util.List;

/**
 * Parts of adaLN-single models: one modulation made of the time for all blocks, to which each block
 * adds a learned table. Source: Chen et al., PixArt-alpha, arXiv 2310.00426, section 2.3.
 */
final class AdaLnSingle {
  /** Shifts, scales and gates of a block's attention and MLP. */
  static final long CHUNKS = 6;

  private AdaLnSingle() {}

  /** Times of {@code rows} samples (or tokens) to modulations [rows, n D]. */
  static List<CountedOp> time(long rows, long features, long width, long chunks) {
    return new OpList()
        .addAll(Embedders.timestep(rows, features, width))
        .addAll(new AdaLn(rows, width, chunks).parts())
        .build();
  }

  /** Text tokens to the width of the model: linear, GELU-tanh, linear. */
  static List<CountedOp> text(long rows, long in, long width) {
    return new OpList()
        .twoLayer("embedder", rows, new OpList.Widths(in, width, width), Function.GELU_TANH, true)
        .build();
  }

  /** Adds a block's table of n rows to the modulations of {@code rows} samples (or tokens). */
  static LearnedTable table(long rows, long chunks, long width) {
    return new LearnedTable(rows, chunks, width, chunks);
  }

  /**
   * Table of a shift and a scale, norm, modulation, projection of each token to its patch.
   *
   * @param samples modulations: one a sample, or one a token
   */
  static List<CountedOp> finalLayer(long samples, long rows, long width, long out) {
    return new OpList()
        .add("modulation table", table(samples, 2, width))
        .norm("norm", Norm.layer(rows, width, false))
        .add("modulate", modulate(samples, rows, width))
        .linear("projection", rows, width, out, true)
        .build();
  }

  /** A sum of two vectors of so many elements. */
  static Elementwise sum(long elements) {
    return new Elementwise(Function.ADD, elements, 1);
  }

  /** x (1 + scale) + shift over [rows, width] with {@code samples} scales and shifts. */
  static Elementwise modulate(long samples, long rows, long width) {
    return new Elementwise(Function.MODULATE, product(rows, width), rows / samples);
  }

  /** x + gate y over [rows, width] with {@code samples} gates. */
  static Elementwise gatedResidual(long samples, long rows, long width) {
    return new Elementwise(Function.GATED_RESIDUAL, product(rows, width), rows / samples);
  }
}
