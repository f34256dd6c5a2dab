package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.Attention;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.Rope;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.family.ImageLayers.Heads;
import io.ditgauge.model.family.ImageLayers.Stream;
import java.util.List;

/**
 * Attention of image models: over one stream, over two jointly, or from one to the other.
 *
 * @param heads H and K
 * @param bias whether q, k and v have biases
 * @param outBias whether the projection of the output has one
 * @param norm norm of q and k
 * @param rotary whether q and k are turned by their positions
 */
record ImageAttention(Heads heads, boolean bias, boolean outBias, QkNorm norm, boolean rotary) {
  /** RMSNorm of q and k. */
  enum QkNorm {
    /** None. */
    NONE,
    /** Over the width of a head, with one scale for all heads. */
    EACH_HEAD,
    /** Over all heads together. */
    ALL_HEADS;

    private Norm of(long rows, Heads heads) {
      return this == EACH_HEAD
          ? Norm.rms(product(rows, heads.count()), heads.width())
          : Norm.rms(rows, heads.total());
    }
  }

  /** Projections of a stream to q, k and v, with their norms. */
  List<CountedOp> projections(Stream stream) {
    OpList ops =
        new OpList().linear("qkv", stream.rows(), stream.width(), product(3, heads.total()), bias);
    if (norm != QkNorm.NONE) {
      ops.add("qk norm", norm.of(stream.rows(), heads), 2);
    }
    return ops.build();
  }

  /** The two products over all tokens that attend to each other. */
  List<CountedOp> products(String name, long batch, long tokens) {
    OpList ops = new OpList();
    if (rotary) {
      ops.add("rotary embedding", new Rope(batch, heads.count(), tokens, heads.width()), 2);
    }
    return ops.add(name, new Attention(batch, heads.count(), tokens, heads.width())).build();
  }

  /** Projection of a stream's share of the output. */
  List<CountedOp> out(Stream stream) {
    return new OpList()
        .linear("attention out", stream.rows(), heads.total(), stream.width(), outBias)
        .build();
  }

  /** Self-attention of one stream. */
  List<CountedOp> ofOne(Stream stream) {
    return new OpList()
        .addAll(projections(stream))
        .addAll(products("attention", stream.batch(), stream.tokens()))
        .addAll(out(stream))
        .build();
  }

  /**
   * Attention of a stream's queries over the keys and values of a text, all with biases.
   *
   * @param stream the queries
   * @param text keys and values
   */
  List<CountedOp> across(Stream stream, Stream text) {
    OpList ops =
        new OpList()
            .linear("cross q", stream.rows(), stream.width(), heads.total(), bias)
            .linear("cross kv", text.rows(), text.width(), product(2, heads.total()), bias);
    if (norm != QkNorm.NONE) {
      ops.norm("cross q norm", norm.of(stream.rows(), heads))
          .norm("cross k norm", norm.of(text.rows(), heads));
    }
    return ops.add("cross attention", products(stream, text))
        .linear("cross out", stream.rows(), heads.total(), stream.width(), outBias)
        .build();
  }

  private Sdpa products(Stream stream, Stream text) {
    return new Sdpa(
        stream.batch(),
        heads.count(),
        heads.count(),
        stream.tokens(),
        text.tokens(),
        heads.width());
  }
}
