package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import java.util.List;

/**
 * The video or the audio stream of LTX-2.
 *
 * @param attention heads, their width and that of the stream
 * @param latent channels of a token
 * @param normAffine whether the RMSNorms of the blocks have weights
 * @param crossModulated whether the attention to the text has a modulation and a gate (LTX-2.3)
 */
record Ltx2Stream(
    AttentionLayer attention,
    LtxDenoiser.Latent latent,
    boolean normAffine,
    boolean crossModulated) {
  /** Shift, scale and gate of the attention to the text. */
  private static final long CROSS_CHUNKS = 3;

  /** Shift and scale of the text. */
  private static final long TEXT_CHUNKS = 2;

  /** Shift and scale towards and from the other stream. */
  private static final long EXCHANGE_CHUNKS = 4;

  /**
   * What a pass sees, from one stream.
   *
   * @param batch samples
   * @param tokens tokens of this stream
   * @param others tokens of the other stream
   * @param textTokens text tokens
   */
  record Extent(long batch, long tokens, long others, long textTokens) {
    long rows() {
      return product(batch, tokens);
    }

    long textRows() {
      return product(batch, textTokens);
    }
  }

  long width() {
    return attention.width();
  }

  private long chunks() {
    return AdaLnSingle.CHUNKS + (crossModulated ? CROSS_CHUNKS : 0);
  }

  List<CountedOp> patches(Extent extent) {
    return new OpList().linear("patches", extent.rows(), latent.in(), width(), true).build();
  }

  /** Modulations of the blocks, of the exchange between the streams and of its gate. */
  List<CountedOp> times(Extent extent) {
    return new OpList()
        .addAll("block", time(extent, chunks()))
        .addAll("exchange", time(extent, EXCHANGE_CHUNKS))
        .addAll("exchange gate", time(extent, 1))
        .build();
  }

  List<CountedOp> text(Extent extent, long in) {
    return AdaLnSingle.text(extent.textRows(), in, width());
  }

  /** Modulation of the text (LTX-2.3). */
  List<CountedOp> textTimes(Extent extent) {
    return time(extent, TEXT_CHUNKS);
  }

  private List<CountedOp> time(Extent extent, long chunks) {
    return AdaLnSingle.time(extent.batch(), Embedders.TIME_FEATURES, width(), chunks);
  }

  /**
   * This stream's part of a layer.
   *
   * @param exchange the attention to the other stream
   * @param textModulated whether shift and scale are applied to the text (LTX-2.3)
   */
  List<CountedOp> block(Extent extent, AttentionLayer exchange, boolean textModulated) {
    long batch = extent.batch();
    long tokens = extent.tokens();
    long rows = extent.rows();
    long hidden = product(LtxDenoiser.MLP_RATIO, width());
    return new OpList()
        .add("modulation table", AdaLnSingle.table(batch, chunks(), width()))
        .norm("attention norm", norm(rows))
        .modulate("attention modulate", rows, width(), tokens)
        .addAll(attention.self(batch, tokens))
        .gatedResidual("attention residual", rows, width(), tokens)
        .addAll(toText(extent, textModulated))
        .norm("exchange norm", norm(rows))
        .add("exchange table", AdaLnSingle.table(batch, EXCHANGE_CHUNKS + 1, width()))
        .add("exchange modulate", AdaLnSingle.modulate(batch, rows, width()), 2)
        .addAll("exchange", exchange.turnedCross(batch, tokens, extent.others()))
        .gatedResidual("exchange residual", rows, width(), tokens)
        .norm("mlp norm", norm(rows))
        .modulate("mlp modulate", rows, width(), tokens)
        .addAll(new Mlp(batch, tokens, width(), hidden).parts())
        .gatedResidual("mlp residual", rows, width(), tokens)
        .build();
  }

  private List<CountedOp> toText(Extent extent, boolean textModulated) {
    long batch = extent.batch();
    long tokens = extent.tokens();
    long rows = extent.rows();
    OpList ops = new OpList().norm("cross norm", norm(rows));
    if (crossModulated) {
      ops.modulate("cross modulate", rows, width(), tokens);
    }
    if (textModulated) {
      ops.add("text table", AdaLnSingle.table(batch, TEXT_CHUNKS, width()))
          .add("text modulate", AdaLnSingle.modulate(batch, extent.textRows(), width()));
    }
    ops.addAll(attention.cross(batch, tokens, extent.textTokens()));
    return crossModulated
        ? ops.gatedResidual("cross residual", rows, width(), tokens).build()
        : ops.residual("cross residual", rows, width()).build();
  }

  List<CountedOp> finalLayer(Extent extent) {
    return AdaLnSingle.finalLayer(extent.batch(), extent.rows(), width(), latent.out());
  }

  private Norm norm(long rows) {
    return new Norm(Norm.Kind.RMS, rows, width(), normAffine ? 1 : 0);
  }
}
