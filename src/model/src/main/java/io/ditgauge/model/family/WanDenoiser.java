package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.Unpatchify;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Wan 2.1 and 2.2: blocks of self-attention over the video, cross-attention to the text (and to the
 * tokens of a first image), and an MLP, under one shared modulation.
 *
 * <p>Layout: huggingface/diffusers, transformer_wan.py ({@code WanTransformer3DModel}). The
 * standard block is {@link io.ditgauge.model.CrossBlock}.
 *
 * @param layers L
 * @param attention heads, their width and D
 * @param hidden F
 * @param latent channels and patch
 * @param conditions text, time and image
 * @param crossNorm whether the cross-attention has a norm of its own
 */
record WanDenoiser(
    long layers,
    AttentionLayer attention,
    long hidden,
    Latent latent,
    Conditions conditions,
    boolean crossNorm)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "WanTransformer3DModel";

  /** Tokens of a CLIP ViT-H/14 image: 16 x 16 patches and the class token. */
  private static final long CLIP_TOKENS = 257;

  /**
   * The latent.
   *
   * @param in channels taken: those denoised and, in image-to-video, a mask and a clean latent
   * @param out channels predicted
   * @param patch elements of a token
   */
  record Latent(long in, long out, Grid patch) {}

  /**
   * Conditions.
   *
   * @param textWidth width of the text tokens
   * @param timeFeatures sinusoidal features of the time
   * @param timePerToken whether each token has a time of its own, as in Wan2.2-TI2V-5B
   * @param image the image tokens, if there are any
   */
  record Conditions(
      long textWidth, long timeFeatures, boolean timePerToken, Optional<Image> image) {}

  /**
   * Tokens of a first image (or a first and a last one) that the blocks attend to.
   *
   * @param width width of the image encoder
   * @param tokens tokens of the images
   * @param positions learned positions; 0 without
   */
  record Image(long width, long tokens, long positions) {}

  /** Reads the configuration, with the library's defaults. */
  static WanDenoiser read(Keys keys) {
    keys.ignore("qk_norm", "eps", "rope_max_seq_len", "model_type");
    AttentionLayer attention =
        AttentionLayer.of(
            keys.integer("num_attention_heads", 40),
            keys.integer("attention_head_dim", 128),
            AttentionLayer.Style.BIASED);
    return new WanDenoiser(
        keys.integer("num_layers", 40),
        attention,
        keys.integer("ffn_dim", 13824),
        new Latent(
            keys.integer("in_channels", 16),
            keys.integer("out_channels", 16),
            KeyChecks.grid(keys, "patch_size", new Grid(1, 2, 2))),
        new Conditions(
            keys.integer("text_dim", 4096),
            keys.integer("freq_dim", 256),
            keys.has("expand_timesteps") && keys.flag("expand_timesteps", false),
            image(keys, attention.width())),
        keys.flag("cross_attn_norm", true));
  }

  private static Optional<Image> image(Keys keys, long width) {
    boolean embedded = keys.has("image_dim");
    boolean attended = keys.has("added_kv_proj_dim");
    long positions = keys.has("pos_embed_seq_len") ? keys.integer("pos_embed_seq_len") : 0;
    if (!embedded && !attended) {
      return Optional.empty();
    }
    if (!embedded || !attended) {
      throw new IllegalArgumentException(
          keys.place()
              + ": image_dim and added_kv_proj_dim must be given together: "
              + (embedded ? "added_kv_proj_dim" : "image_dim")
              + " is missing; add it, or remove the other");
    }
    KeyChecks.fixed(keys, "added_kv_proj_dim", width, "num_attention_heads x attention_head_dim");
    return Optional.of(
        new Image(keys.integer("image_dim"), positions == 0 ? CLIP_TOKENS : positions, positions));
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
    return latent.out();
  }

  @Override
  public ForwardPass forward(Input input) {
    dimension(CLASS, "textTokens", input.textTokens());
    long batch = input.batch();
    long tokens = input.latent().over("latent", patch()).elements();
    long text = input.textTokens();
    long times = conditions.timePerToken() ? product(batch, tokens) : batch;
    List<Part> parts = new ArrayList<>();
    parts.add(
        Part.of(
            "patch embedding",
            new PatchEmbed(batch, latent.in(), input.latent(), patch(), width())));
    parts.add(
        new Part(
            "time embedding",
            AdaLnSingle.time(times, conditions.timeFeatures(), width(), AdaLnSingle.CHUNKS),
            1));
    parts.add(
        new Part(
            "text embedding",
            AdaLnSingle.text(product(batch, text), conditions.textWidth(), width()),
            1));
    conditions
        .image()
        .ifPresent(image -> parts.add(new Part("image embedding", embedder(batch, image), 1)));
    parts.add(new Part("block", block(batch, tokens, text, times), layers));
    parts.add(new Part("final layer", finalLayer(input, tokens, times), 1));
    return new ForwardPass(parts, tokens, text);
  }

  private List<CountedOp> embedder(long batch, Image image) {
    long rows = product(batch, image.tokens());
    OpList ops = new OpList();
    if (image.positions() > 0) {
      ops.add(
          "positions", new LearnedTable(batch, image.tokens(), image.width(), image.positions()));
    }
    return ops.norm("norm in", Norm.layer(rows, image.width(), true))
        .twoLayer(
            "embedder",
            rows,
            new OpList.Widths(image.width(), image.width(), width()),
            Function.GELU,
            true)
        .norm("norm out", Norm.layer(rows, width(), true))
        .build();
  }

  private List<CountedOp> block(long batch, long tokens, long text, long times) {
    long rows = product(batch, tokens);
    OpList ops =
        new OpList()
            .add("modulation table", AdaLnSingle.table(times, AdaLnSingle.CHUNKS, width()))
            .norm("attention norm", Norm.layer(rows, width(), false))
            .add("attention modulate", AdaLnSingle.modulate(times, rows, width()))
            .addAll(attention.self(batch, tokens))
            .add("attention residual", AdaLnSingle.gatedResidual(times, rows, width()));
    if (crossNorm) {
      ops.norm("cross norm", Norm.layer(rows, width(), true));
    }
    return ops.addAll(attention.cross(batch, tokens, text, imageAttention(batch, tokens)))
        .residual("cross residual", rows, width())
        .norm("mlp norm", Norm.layer(rows, width(), false))
        .add("mlp modulate", AdaLnSingle.modulate(times, rows, width()))
        .addAll(new Mlp(batch, tokens, width(), hidden).parts())
        .add("mlp residual", AdaLnSingle.gatedResidual(times, rows, width()))
        .build();
  }

  /** Attention of the same queries to the image tokens, added to that of the text. */
  private List<CountedOp> imageAttention(long batch, long tokens) {
    if (conditions.image().isEmpty()) {
      return List.of();
    }
    long imageTokens = conditions.image().get().tokens();
    long rows = product(batch, imageTokens);
    long heads = attention.heads();
    return new OpList()
        .linear("image kv", rows, width(), product(2, width()), true)
        .norm("image k norm", attention.norm(rows))
        .add(
            "image attention",
            new Sdpa(batch, heads, heads, tokens, imageTokens, attention.headWidth()))
        .residual("image sum", product(batch, tokens), width())
        .build();
  }

  private List<CountedOp> finalLayer(Input input, long tokens, long times) {
    long out = product(latent.out(), patch().elements());
    return new OpList()
        .addAll(AdaLnSingle.finalLayer(times, product(input.batch(), tokens), width(), out))
        .add("unpatchify", new Unpatchify(input.batch(), latent.out(), input.latent(), patch()))
        .build();
  }
}
