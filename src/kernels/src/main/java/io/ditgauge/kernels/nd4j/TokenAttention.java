package io.ditgauge.kernels.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Attention of tokens: q [B T, D], k and v [B N, D] by rows, to rows [B T, D].
 *
 * <p>The heads are gathered into [B, H, T, K], by the rotary embedding if there is one, and
 * scattered back.
 */
final class TokenAttention {
  private final long batch;
  private final long heads;
  private final INDArray q;
  private final INDArray k;
  private final INDArray v;
  private final INDArray joined;
  private final AttentionCore core;
  private final Runnable gather;
  private final INDArray scattered;
  private final INDArray attended;

  private TokenAttention(Size size, Buffers buffers, Tables tables) {
    batch = size.batch();
    heads = size.heads();
    long queries = size.queries();
    long keys = size.keys();
    long width = size.width();
    q = buffers.empty(batch * queries, width);
    k = buffers.empty(batch * keys, width);
    v = buffers.empty(batch * keys, width);
    joined = buffers.empty(batch * queries, width);
    INDArray qHeads = buffers.empty(batch * heads, queries, width / heads);
    INDArray kHeads = buffers.empty(batch * heads, keys, width / heads);
    INDArray vHeads = buffers.empty(batch * heads, keys, width / heads);
    core = new AttentionCore(qHeads, kHeads, vHeads, buffers);
    Runnable first = tables.gather(byHead(q, queries), paired(qHeads, queries), buffers);
    Runnable second = tables.gather(byHead(k, keys), paired(kHeads, keys), buffers);
    Runnable third = Tables.NONE.gather(byHead(v, keys), paired(vHeads, keys), buffers);
    gather =
        () -> {
          first.run();
          second.run();
          third.run();
        };
    scattered = joined.reshape(batch, queries, heads, width / heads);
    attended = core.output().reshape(batch, heads, queries, width / heads).permute(0, 2, 1, 3);
  }

  /** Attention with turned queries and keys. */
  static TokenAttention rotary(Size size, Buffers buffers) {
    long half = size.width() / size.heads() / 2;
    INDArray cos = buffers.input("cos", size.queries(), half);
    INDArray sin = buffers.input("sin", size.queries(), half);
    return new TokenAttention(
        size, buffers, (from, to, scratch) -> new Rotation(from, to, cos, sin, scratch)::compute);
  }

  /** Attention without rotary embedding. */
  static TokenAttention plain(Size size, Buffers buffers) {
    return new TokenAttention(size, buffers, Tables.NONE);
  }

  /** How heads are gathered. */
  private interface Tables {
    /** By copying them. */
    Tables NONE = (from, to, scratch) -> () -> to.assign(from);

    /** What writes the pairs [B, H, T, K/2, 2] of {@code from} into {@code to}. */
    Runnable gather(INDArray from, INDArray to, Buffers scratch);
  }

  /**
   * Dimensions of an attention.
   *
   * @param batch B
   * @param queries T
   * @param keys N
   * @param width D
   * @param heads H
   */
  record Size(long batch, long queries, long keys, long width, long heads) {}

  /** Rows [B T, D] as [B, H, T, K/2, 2]. */
  private INDArray byHead(INDArray rows, long tokens) {
    long headWidth = rows.size(1) / heads;
    long pair = pair(headWidth);
    return rows.reshape(batch, tokens, heads, headWidth / pair, pair).permute(0, 2, 1, 3, 4);
  }

  private INDArray paired(INDArray gathered, long tokens) {
    long pair = pair(gathered.size(2));
    return gathered.reshape(batch, heads, tokens, gathered.size(2) / pair, pair);
  }

  /** An odd width, which nothing turns, has no pairs. */
  private static long pair(long headWidth) {
    return headWidth % 2 == 0 ? 2 : 1;
  }

  INDArray q() {
    return q;
  }

  INDArray k() {
    return k;
  }

  INDArray v() {
    return v;
  }

  /** Computes from q, k and v, which the caller has filled. */
  INDArray compute() {
    gather.run();
    core.compute();
    scattered.assign(attended);
    return joined;
  }
}
