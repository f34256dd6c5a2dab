package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.SingleBlock;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import java.util.List;

/**
 * FLUX.1: dual-stream blocks, then single-stream blocks, over packed 2x2 patches.
 *
 * <p>Layout: huggingface/diffusers, transformer_flux.py ({@code FluxTransformer2DModel}).
 *
 * @param dualLayers Ld
 * @param singleLayers Ls
 * @param heads H
 * @param headWidth K
 * @param channels channels of a packed patch, and of its output
 * @param text widths of the two text conditions, and whether guidance is an input
 */
record FluxDenoiser(
    long dualLayers, long singleLayers, long heads, long headWidth, Packed channels, Text text)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "FluxTransformer2DModel";

  private static final long PACK = 2;
  private static final long MLP_RATIO = 4;

  /**
   * Channels of a packed patch.
   *
   * @param in taken
   * @param out predicted
   */
  record Packed(long in, long out) {}

  /**
   * Text conditions.
   *
   * @param sequence width of the text tokens
   * @param pooled width of the pooled text
   * @param guidance whether the guidance scale is embedded
   */
  record Text(long sequence, long pooled, boolean guidance) {}

  /** Reads the configuration, with the library's defaults. */
  static FluxDenoiser read(Keys keys) {
    keys.ignore("axes_dims_rope", "patch_size");
    long in = keys.integer("in_channels", 64);
    return new FluxDenoiser(
        keys.integer("num_layers", 19),
        keys.integer("num_single_layers", 38),
        keys.integer("num_attention_heads", 24),
        keys.integer("attention_head_dim", 128),
        new Packed(in, keys.has("out_channels") ? keys.integer("out_channels") : in),
        new Text(
            keys.integer("joint_attention_dim", 4096),
            keys.integer("pooled_projection_dim", 768),
            keys.flag("guidance_embeds", false)));
  }

  private long width() {
    return product(heads, headWidth);
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return new Grid(1, PACK, PACK);
  }

  @Override
  public long latentChannels() {
    return channels.in() / (PACK * PACK);
  }

  @Override
  public ForwardPass forward(Input input) {
    long batch = input.batch();
    long tokens = input.latent().over("latent", patch()).elements();
    long all = sum(tokens, input.textTokens());
    long hidden = product(MLP_RATIO, width());
    JointBlock dual = new JointBlock(batch, tokens, input.textTokens(), width(), heads, hidden);
    SingleBlock single = new SingleBlock(batch, all, width(), heads, hidden);
    return new ForwardPass(
        List.of(
            Part.of("patch embedding", new Linear(batch * tokens, channels.in(), width(), 1)),
            Part.of(
                "text embedding",
                new Linear(batch * input.textTokens(), text.sequence(), width(), 1)),
            new Part("time and text conditions", conditions(batch), 1),
            new Part("dual-stream block", dual.parts(), dualLayers),
            new Part("single-stream block", single.parts(), singleLayers),
            new Part("final layer", finalLayer(batch, tokens), 1)),
        tokens,
        input.textTokens());
  }

  private List<CountedOp> conditions(long batch) {
    OpList ops = new OpList().addAll("timestep", Embedders.timestep(batch, width()));
    if (text.guidance()) {
      ops.addAll("guidance", Embedders.timestep(batch, width()));
    }
    return ops.twoLayer(
            "pooled text",
            batch,
            new OpList.Widths(text.pooled(), width(), width()),
            Function.SILU,
            true)
        .build();
  }

  private List<CountedOp> finalLayer(long batch, long tokens) {
    long rows = product(batch, tokens);
    return new OpList()
        .addAll(new AdaLn(batch, width(), 2).parts())
        .norm("norm", Norm.layer(rows, width(), false))
        .modulate("modulate", rows, width(), tokens)
        .linear("projection", rows, width(), channels.out(), true)
        .build();
  }
}
