package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * Block with self-attention over the video, cross-attention to the text, and shared modulation, as
 * in Wan: x[B, T, D], text y[B, S, D] and e[B, 6D] to x.
 *
 * <p>A learned table added to e; LayerNorm, modulate, QKV with bias, RMSNorm of q and k over the
 * width, rotary embedding, attention, projection with bias, gated residual; affine LayerNorm, q of
 * x and k, v of y with bias, RMSNorm of q and k, attention over the text, projection with bias,
 * residual; LayerNorm, modulate, {@link Mlp}, gated residual. MACs of a sample: T (6 D^2 + 2 D F) +
 * 2 S D^2 + 2 T^2 D + 2 T S D. Read: x, y, e, the rotary tables and the parameters; written: x.
 * Source: the layout of huggingface/diffusers, transformer_wan.py.
 *
 * @param batch B
 * @param tokens T
 * @param textTokens S
 * @param width D
 * @param heads H
 * @param hidden F
 */
public record CrossBlock(
    long batch, long tokens, long textTokens, long width, long heads, long hidden) implements Op {
  /** Type identifier. */
  public static final String TYPE = "cross-block";

  /** Validates the dimensions. */
  public CrossBlock {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "tokens", tokens);
    dimension(TYPE, "textTokens", textTokens);
    dimension(TYPE, "width", width);
    dimension(TYPE, "heads", heads);
    dimension(TYPE, "hidden", hidden);
    divides(TYPE, "heads", heads, "width", width);
    divides(TYPE, "2", 2, "head width", width / heads);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions(
        "batch",
        batch,
        "tokens",
        tokens,
        "textTokens",
        textTokens,
        "width",
        width,
        "heads",
        heads,
        "hidden",
        hidden);
  }

  @Override
  public Work work() {
    long stream = product(batch, tokens, width);
    return Composites.work(
        parts(),
        sum(
            stream,
            product(batch, textTokens, width),
            product(6, batch, width),
            product(tokens, width / heads),
            parameters()),
        stream);
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    long rows = product(batch, tokens);
    return new OpList()
        .add("modulation table", new LearnedTable(batch, 6, width, 6))
        .norm("attention norm", Norm.layer(rows, width, false))
        .modulate("attention modulate", rows, width, tokens)
        .addAll(selfAttention(rows))
        .gatedResidual("attention residual", rows, width, tokens)
        .norm("cross norm", Norm.layer(rows, width, true))
        .addAll(crossAttention(rows))
        .residual("cross residual", rows, width)
        .norm("mlp norm", Norm.layer(rows, width, false))
        .modulate("mlp modulate", rows, width, tokens)
        .addAll(new Mlp(batch, tokens, width, hidden).parts())
        .gatedResidual("mlp residual", rows, width, tokens)
        .build();
  }

  private List<CountedOp> selfAttention(long rows) {
    long headWidth = width / heads;
    return new OpList()
        .linear("qkv", rows, width, product(3, width), true)
        .add("qk norm", Norm.rms(rows, width), 2)
        .add("rotary embedding", new Rope(batch, heads, tokens, headWidth), 2)
        .add("attention", new Attention(batch, heads, tokens, headWidth))
        .linear("attention out", rows, width, width, true)
        .build();
  }

  private List<CountedOp> crossAttention(long rows) {
    long textRows = product(batch, textTokens);
    long headWidth = width / heads;
    return new OpList()
        .linear("cross q", rows, width, width, true)
        .linear("cross kv", textRows, width, product(2, width), true)
        .norm("cross q norm", Norm.rms(rows, width))
        .norm("cross k norm", Norm.rms(textRows, width))
        .add("cross attention", new Sdpa(batch, heads, heads, tokens, textTokens, headWidth))
        .linear("cross out", rows, width, width, true)
        .build();
  }

  @Override
  public long parameters() {
    return Composites.parameters(parts());
  }

  @Override
  public String shape() {
    return batch
        + "x"
        + tokens
        + "x"
        + width
        + ", S="
        + textTokens
        + ", H="
        + heads
        + ", F="
        + hidden;
  }
}
