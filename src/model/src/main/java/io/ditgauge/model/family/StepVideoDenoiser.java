package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Unpatchify;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import java.util.List;

/**
 * Step-Video-T2V: adaLN-single blocks of self-attention, cross-attention to the text of a language
 * model and of CLIP, and an MLP of four times the width, without biases.
 *
 * <p>Layout: stepfun-ai/Step-Video-T2V, stepvideo/modules/model.py ({@code StepVideoModel}), whose
 * blocks are in xdit-project/xDiT,
 * xfuser/model_executor/models/customized/step_video_t2v/blocks.py.
 *
 * @param layers L
 * @param attention heads, their width and D
 * @param latent channels and patch side
 * @param text widths of the text tokens
 * @param normAffine whether the norms outside the blocks have weights
 * @param additional whether resolution, frames and frame rate are conditions
 */
record StepVideoDenoiser(
    long layers,
    AttentionLayer attention,
    Latent latent,
    Text text,
    boolean normAffine,
    boolean additional)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "StepVideoModel";

  /** Tokens of a CLIP prompt, which is always padded. */
  static final long CLIP_TOKENS = 77;

  private static final long MLP_RATIO = 4;

  /**
   * The latent.
   *
   * @param in channels taken
   * @param out channels predicted
   * @param side of a patch, in latent elements of one frame
   */
  record Latent(long in, long out, long side) {}

  /**
   * The text, all of which the blocks attend to.
   *
   * @param width of the language model's tokens
   * @param clipWidth of the CLIP tokens; 0 without
   */
  record Text(long width, long clipWidth) {}

  /** Reads the configuration, with the model's defaults. */
  static StepVideoDenoiser read(Keys keys) {
    keys.ignore("dropout", "norm_type", "norm_eps", "attention_type");
    List<Long> captions = keys.integers("caption_channels", List.of(6144L, 1024L));
    if (captions.isEmpty() || captions.size() > 2) {
      throw keys.refuse("caption_channels", captions, "one width or two");
    }
    long in = keys.integer("in_channels", 64);
    return new StepVideoDenoiser(
        keys.integer("num_layers", 48),
        AttentionLayer.of(
            keys.integer("num_attention_heads", 48),
            keys.integer("attention_head_dim", 128),
            AttentionLayer.Style.PLAIN),
        new Latent(
            in,
            keys.isNull("out_channels") ? in : keys.integer("out_channels", 64),
            keys.integer("patch_size", 1)),
        new Text(captions.get(0), captions.size() == 2 ? captions.get(1) : 0),
        keys.flag("norm_elementwise_affine", false),
        keys.flag("use_additional_conditions", false));
  }

  private long width() {
    return attention.width();
  }

  private long clipTokens() {
    return text.clipWidth() == 0 ? 0 : CLIP_TOKENS;
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return new Grid(1, latent.side(), latent.side());
  }

  @Override
  public long latentChannels() {
    return latent.in();
  }

  @Override
  public Input smallest() {
    return new Input(patch(), clipTokens() + 1, 1);
  }

  @Override
  public ForwardPass forward(Input input) {
    if (input.textTokens() <= clipTokens()) {
      throw new IllegalArgumentException(
          "textTokens must be above "
              + clipTokens()
              + ", the tokens of CLIP among them: textTokens="
              + input.textTokens()
              + " (in "
              + CLASS
              + ")");
    }
    long batch = input.batch();
    long tokens = input.latent().over("latent", patch()).elements();
    long rows = product(batch, tokens);
    PatchEmbed embed = new PatchEmbed(batch, latent.in(), input.latent(), patch(), width());
    return new ForwardPass(
        List.of(
            Part.of("patch embedding", embed),
            new Part("time embedding", time(batch), 1),
            new Part("text embedding", text(batch, input.textTokens() - clipTokens()), 1),
            new Part("block", block(batch, tokens, input.textTokens()), layers),
            new Part("final layer", finalLayer(input, rows), 1)),
        tokens,
        input.textTokens());
  }

  private List<CountedOp> time(long batch) {
    OpList ops = new OpList();
    if (additional) {
      divides(CLASS, "2", 2, "width", width());
      ops.addAll("resolution", Embedders.timestep(product(2, batch), width() / 2))
          .addAll("frames", Embedders.timestep(batch, width()))
          .addAll("frame rate", Embedders.timestep(batch, width()))
          .add("sum", AdaLnSingle.sum(product(batch, width())), 3);
    }
    return ops.addAll(AdaLnSingle.time(batch, Embedders.TIME_FEATURES, width(), AdaLnSingle.CHUNKS))
        .build();
  }

  private List<CountedOp> text(long batch, long tokens) {
    long rows = product(batch, tokens);
    OpList ops =
        new OpList()
            .norm("norm", Norm.layer(rows, text.width(), normAffine))
            .addAll(AdaLnSingle.text(rows, text.width(), width()));
    if (text.clipWidth() > 0) {
      ops.linear("clip", product(batch, CLIP_TOKENS), text.clipWidth(), width(), true);
    }
    return ops.build();
  }

  private List<CountedOp> block(long batch, long tokens, long textTokens) {
    long rows = product(batch, tokens);
    long hidden = product(MLP_RATIO, width());
    return new OpList()
        .add("modulation table", AdaLnSingle.table(batch, AdaLnSingle.CHUNKS, width()))
        .norm("attention norm", Norm.layer(rows, width(), true))
        .modulate("attention modulate", rows, width(), tokens)
        .addAll(attention.self(batch, tokens))
        .gatedResidual("attention residual", rows, width(), tokens)
        .addAll(attention.cross(batch, tokens, textTokens))
        .residual("cross residual", rows, width())
        .norm("mlp norm", Norm.layer(rows, width(), true))
        .modulate("mlp modulate", rows, width(), tokens)
        .twoLayer(
            "mlp", rows, new OpList.Widths(width(), hidden, width()), Function.GELU_TANH, false)
        .gatedResidual("mlp residual", rows, width(), tokens)
        .build();
  }

  private List<CountedOp> finalLayer(Input input, long rows) {
    long batch = input.batch();
    long out = product(latent.out(), patch().elements());
    return new OpList()
        .add("modulation table", AdaLnSingle.table(batch, 2, width()))
        .norm("norm", Norm.layer(rows, width(), normAffine))
        .modulate("modulate", rows, width(), rows / batch)
        .linear("projection", rows, width(), out, true)
        .add("unpatchify", new Unpatchify(batch, latent.out(), input.latent(), patch()))
        .build();
  }
}
