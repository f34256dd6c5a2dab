package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.Attention;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.Rope;
import io.ditgauge.model.Sdpa;
import java.util.List;

/**
 * An attention with its projections and QK-norm, as the video transformers put it into their
 * blocks: queries of [B, T, D], keys and values of the same stream or of [B, S, E], inside with H
 * heads of width K, output [B, T, D].
 *
 * @param width D
 * @param keyWidth E
 * @param heads H
 * @param headWidth K, even where the queries are turned
 * @param style biases, span of the QK-norm, gates
 */
record AttentionLayer(long width, long keyWidth, long heads, long headWidth, Style style) {
  /**
   * How the layer is built.
   *
   * @param bias whether q, k and v have biases
   * @param outBias whether the output projection has one
   * @param normPerHead whether the QK-norm spans a head (else all heads together)
   * @param gated whether each head is scaled by a gate made of the queries' stream
   */
  record Style(boolean bias, boolean outBias, boolean normPerHead, boolean gated) {
    /** Biases everywhere and norms over all heads, as in Wan and LTX-Video. */
    static final Style BIASED = new Style(true, true, false, false);

    /** No biases and norms over each head, as in Cosmos and Step-Video. */
    static final Style PLAIN = new Style(false, false, true, false);
  }

  /** Validates the dimensions. */
  AttentionLayer {
    dimension("attention layer", "width", width);
    dimension("attention layer", "key width", keyWidth);
    dimension("attention layer", "heads", heads);
    dimension("attention layer", "head width", headWidth);
    divides("attention layer", "2", 2, "head width", headWidth);
  }

  /** A layer whose heads span the width and whose keys come from a stream of the same width. */
  static AttentionLayer of(long heads, long headWidth, Style style) {
    long width = product(heads, headWidth);
    return new AttentionLayer(width, width, heads, headWidth, style);
  }

  private long inner() {
    return product(heads, headWidth);
  }

  /** Self-attention over T tokens with rotary embedding: {@code qkv} to {@code attention out}. */
  List<CountedOp> self(long batch, long tokens) {
    long rows = product(batch, tokens);
    return new OpList()
        .linear("qkv", rows, width, product(3, inner()), style.bias())
        .add("qk norm", norm(rows), 2)
        .add("rotary embedding", new Rope(batch, heads, tokens, headWidth), 2)
        .add("attention", new Attention(batch, heads, tokens, headWidth))
        .addAll(gates("attention", rows))
        .linear("attention out", rows, inner(), width, style.outBias())
        .build();
  }

  /** Cross-attention of T queries to S keys: {@code cross q} to {@code cross out}. */
  List<CountedOp> cross(long batch, long tokens, long keys) {
    return cross(batch, tokens, keys, List.of());
  }

  /** As {@link #cross(long, long, long)}, with more ops between attention and output. */
  List<CountedOp> cross(long batch, long tokens, long keys, List<CountedOp> beforeOut) {
    long rows = product(batch, tokens);
    return new OpList()
        .addAll(queriesAndKeys(batch, tokens, keys))
        .add("cross attention", new Sdpa(batch, heads, heads, tokens, keys, headWidth))
        .addAll(gates("cross", rows))
        .addAll(beforeOut)
        .linear("cross out", rows, inner(), width, style.outBias())
        .build();
  }

  /** Cross-attention whose queries and keys are turned by the times of their tokens. */
  List<CountedOp> turnedCross(long batch, long tokens, long keys) {
    long rows = product(batch, tokens);
    return new OpList()
        .addAll(queriesAndKeys(batch, tokens, keys))
        .add("cross q rotary embedding", new Rope(batch, heads, tokens, headWidth))
        .add("cross k rotary embedding", new Rope(batch, heads, keys, headWidth))
        .add("cross attention", new Sdpa(batch, heads, heads, tokens, keys, headWidth))
        .addAll(gates("cross", rows))
        .linear("cross out", rows, inner(), width, style.outBias())
        .build();
  }

  private List<CountedOp> queriesAndKeys(long batch, long tokens, long keys) {
    long rows = product(batch, tokens);
    long keyRows = product(batch, keys);
    return new OpList()
        .linear("cross q", rows, width, inner(), style.bias())
        .linear("cross kv", keyRows, keyWidth, product(2, inner()), style.bias())
        .norm("cross q norm", norm(rows))
        .norm("cross k norm", norm(keyRows))
        .build();
  }

  /** The QK-norm of that many rows. */
  Norm norm(long rows) {
    return style.normPerHead()
        ? Norm.rms(product(rows, heads), headWidth)
        : Norm.rms(rows, inner());
  }

  private List<CountedOp> gates(String name, long rows) {
    if (!style.gated()) {
      return List.of();
    }
    long elements = product(rows, inner());
    return new OpList()
        .linear(name + " gate", rows, width, heads, true)
        .elementwise(Function.SIGMOID, name + " gate activation", product(rows, heads))
        .add(name + " gating", new Elementwise(Function.BROADCAST_MULTIPLY, elements, headWidth))
        .build();
  }
}
