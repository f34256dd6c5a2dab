package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import java.util.List;

/**
 * LTX-Video: adaLN-single blocks of self-attention, cross-attention to the text and an MLP of four
 * times the width, over the channels of a strongly compressed latent.
 *
 * <p>Layout: huggingface/diffusers, transformer_ltx.py ({@code LTXVideoTransformer3DModel}).
 *
 * @param layers L
 * @param attention heads, their width and D
 * @param normAffine whether the RMSNorms of the blocks have weights
 * @param latent channels of a token and its patch
 * @param textWidth width of the text tokens
 */
record LtxDenoiser(
    long layers, AttentionLayer attention, boolean normAffine, Latent latent, long textWidth)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "LTXVideoTransformer3DModel";

  static final long MLP_RATIO = 4;

  /**
   * The latent.
   *
   * @param in channels of a token taken
   * @param out channels of a token predicted
   * @param patch latent elements of a token
   */
  record Latent(long in, long out, Grid patch) {
    /** Validates that a token is a whole number of latent elements. */
    Latent {
      divides(CLASS, "elements of a patch", patch.elements(), "in_channels", in);
    }
  }

  /** Reads the configuration, with the library's defaults. */
  static LtxDenoiser read(Keys keys) {
    keys.ignore("qk_norm", "norm_eps");
    KeyChecks.choice(keys, "activation_fn", "gelu-approximate", List.of("gelu-approximate"));
    AttentionLayer attention =
        AttentionLayer.of(
            keys.integer("num_attention_heads", 32),
            keys.integer("attention_head_dim", 64),
            new AttentionLayer.Style(
                keys.flag("attention_bias", true),
                keys.flag("attention_out_bias", true),
                false,
                false));
    KeyChecks.fixed(
        keys, "cross_attention_dim", attention.width(), "num_attention_heads x attention_head_dim");
    return new LtxDenoiser(
        keys.integer("num_layers", 28),
        attention,
        keys.flag("norm_elementwise_affine", false),
        latent(keys),
        keys.integer("caption_channels", 4096));
  }

  /** The keys of the latent, which LTX-2 has as well. */
  static Latent latent(Keys keys) {
    long side = keys.integer("patch_size", 1);
    Grid patch = new Grid(keys.integer("patch_size_t", 1), side, side);
    return new Latent(keys.integer("in_channels", 128), keys.integer("out_channels", 128), patch);
  }

  private long width() {
    return attention.width();
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return latent.patch();
  }

  @Override
  public long latentChannels() {
    return latent.in() / patch().elements();
  }

  @Override
  public List<String> leftOut() {
    return List.of(
        "Times of single tokens: with frames given as conditions, each token has a modulation of"
            + " its own.");
  }

  @Override
  public ForwardPass forward(Input input) {
    dimension(CLASS, "textTokens", input.textTokens());
    long batch = input.batch();
    long tokens = input.latent().over("latent", patch()).elements();
    long text = input.textTokens();
    long rows = product(batch, tokens);
    return new ForwardPass(
        List.of(
            Part.of("patch embedding", new Linear(rows, latent.in(), width(), 1)),
            new Part(
                "time embedding",
                AdaLnSingle.time(batch, Embedders.TIME_FEATURES, width(), AdaLnSingle.CHUNKS),
                1),
            new Part(
                "text embedding", AdaLnSingle.text(product(batch, text), textWidth, width()), 1),
            new Part("block", block(batch, tokens, text), layers),
            new Part("final layer", AdaLnSingle.finalLayer(batch, rows, width(), latent.out()), 1)),
        tokens,
        text);
  }

  private List<CountedOp> block(long batch, long tokens, long text) {
    long rows = product(batch, tokens);
    return new OpList()
        .add("modulation table", AdaLnSingle.table(batch, AdaLnSingle.CHUNKS, width()))
        .norm("attention norm", blockNorm(rows))
        .modulate("attention modulate", rows, width(), tokens)
        .addAll(attention.self(batch, tokens))
        .gatedResidual("attention residual", rows, width(), tokens)
        .addAll(attention.cross(batch, tokens, text))
        .residual("cross residual", rows, width())
        .norm("mlp norm", blockNorm(rows))
        .modulate("mlp modulate", rows, width(), tokens)
        .addAll(new Mlp(batch, tokens, width(), product(MLP_RATIO, width())).parts())
        .gatedResidual("mlp residual", rows, width(), tokens)
        .build();
  }

  private Norm blockNorm(long rows) {
    return new Norm(Norm.Kind.RMS, rows, width(), normAffine ? 1 : 0);
  }
}
