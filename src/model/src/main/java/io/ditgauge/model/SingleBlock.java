package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.List;
import java.util.Map;

/**
 * Single-stream block with parallel attention and feed-forward part: image and text tokens in one
 * stream x[B, T, D], with c[B, D], as in FLUX.1.
 *
 * <p>{@link AdaLn} with n = 3; LayerNorm, modulate; one linear D to 3D + F for q, k, v and the
 * hidden layer, with bias; RMSNorm of q and k over the head width, rotary embedding, attention;
 * GELU-tanh; one linear D + F to D with bias; gated residual. MACs of a sample: T (4 D^2 + 2 D F) +
 * 2 T^2 D + 3 D^2. Read: the stream, c, the rotary tables and the parameters; written: the stream.
 * Sources: Dehghani et al., arXiv 2302.05442 (parallel layers); the FLUX.1 layout of
 * huggingface/diffusers, transformer_flux.py.
 *
 * @param batch B
 * @param tokens T, image and text together
 * @param width D
 * @param heads H
 * @param hidden F
 */
public record SingleBlock(long batch, long tokens, long width, long heads, long hidden)
    implements Op {
  /** Type identifier. */
  public static final String TYPE = "single-block";

  /** Validates the dimensions. */
  public SingleBlock {
    dimension(TYPE, "batch", batch);
    dimension(TYPE, "tokens", tokens);
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
        "batch", batch, "tokens", tokens, "width", width, "heads", heads, "hidden", hidden);
  }

  @Override
  public Work work() {
    long stream = product(batch, tokens, width);
    long tables = product(tokens, width / heads);
    return Composites.work(
        parts(), sum(stream, product(batch, width), tables, parameters()), stream);
  }

  @Override
  public OpClass opClass() {
    return OpClass.COMPOSITE;
  }

  @Override
  public List<CountedOp> parts() {
    long rows = product(batch, tokens);
    long headWidth = width / heads;
    return new OpList()
        .addAll(new AdaLn(batch, width, 3).parts())
        .norm("norm", Norm.layer(rows, width, false))
        .modulate("modulate", rows, width, tokens)
        .linear("qkv and mlp up", rows, width, sum(product(3, width), hidden), true)
        .add("qk norm", Norm.rms(product(rows, heads), headWidth), 2)
        .add("rotary embedding", new Rope(batch, heads, tokens, headWidth), 2)
        .add("attention", new Attention(batch, heads, tokens, headWidth))
        .elementwise(Function.GELU_TANH, "mlp activation", product(rows, hidden))
        .linear("attention out and mlp down", rows, sum(width, hidden), width, true)
        .gatedResidual("residual", rows, width, tokens)
        .build();
  }

  @Override
  public long parameters() {
    return Composites.parameters(parts());
  }

  @Override
  public String shape() {
    return batch + "x" + tokens + "x" + width + ", H=" + heads + ", F=" + hidden;
  }
}
