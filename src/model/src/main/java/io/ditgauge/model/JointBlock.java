package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * Dual-stream block: image and text tokens have weights of their own and attend to each other
 * jointly, [B, T, D], [B, S, D] and c[B, D] to both streams, as in MMDiT and FLUX.1.
 *
 * <p>Each stream: {@link AdaLn} with n = 6; LayerNorm, modulate, QKV with bias, RMSNorm of q and k
 * over the head width; rotary embedding and attention over the T + S tokens of both; projection
 * with bias, gated residual; LayerNorm, modulate, {@link Mlp}, gated residual. MACs of a sample: (T
 * + S)(4 D^2 + 2 D F) + 2 (T + S)^2 D + 12 D^2. Read: both streams, c, the rotary tables and the
 * parameters; written: both streams. Sources: Esser et al., arXiv 2403.03206; the FLUX.1 layout of
 * huggingface/diffusers, transformer_flux.py.
 *
 * @param batch B
 * @param tokens T
 * @param textTokens S
 * @param width D
 * @param heads H
 * @param hidden F
 */
public record JointBlock(
    long batch, long tokens, long textTokens, long width, long heads, long hidden) implements Op {
  /** Type identifier. */
  public static final String TYPE = "joint-block";

  /** Validates the dimensions. */
  public JointBlock {
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

  private long sequence() {
    return sum(tokens, textTokens);
  }

  @Override
  public Work work() {
    long streams = product(batch, sequence(), width);
    long tables = product(sequence(), width / heads);
    return Composites.work(
        parts(), sum(streams, product(batch, width), tables, parameters()), streams);
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    long headWidth = width / heads;
    return new OpList()
        .addAll("image", before(tokens))
        .addAll("text", before(textTokens))
        .add("rotary embedding", new Rope(batch, heads, sequence(), headWidth), 2)
        .add("joint attention", new Attention(batch, heads, sequence(), headWidth))
        .addAll("image", after(tokens))
        .addAll("text", after(textTokens))
        .build();
  }

  private List<CountedOp> before(long streamTokens) {
    long rows = product(batch, streamTokens);
    return new OpList()
        .addAll(new AdaLn(batch, width, 6).parts())
        .norm("attention norm", Norm.layer(rows, width, false))
        .modulate("attention modulate", rows, width, streamTokens)
        .linear("qkv", rows, width, product(3, width), true)
        .add("qk norm", Norm.rms(product(rows, heads), width / heads), 2)
        .build();
  }

  private List<CountedOp> after(long streamTokens) {
    long rows = product(batch, streamTokens);
    return new OpList()
        .linear("attention out", rows, width, width, true)
        .gatedResidual("attention residual", rows, width, streamTokens)
        .norm("mlp norm", Norm.layer(rows, width, false))
        .modulate("mlp modulate", rows, width, streamTokens)
        .addAll(new Mlp(batch, streamTokens, width, hidden).parts())
        .gatedResidual("mlp residual", rows, width, streamTokens)
        .build();
  }

  @Override
  public long parameters() {
    return Composites.parameters(parts());
  }

  @Override
  public String shape() {
    return batch
        + "x("
        + tokens
        + "+"
        + textTokens
        + ")x"
        + width
        + ", H="
        + heads
        + ", F="
        + hidden;
  }
}
