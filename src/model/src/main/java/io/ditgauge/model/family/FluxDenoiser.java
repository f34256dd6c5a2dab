package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.Linear;
import io.ditgauge.model.OpList;
import io.ditgauge.model.SingleBlock;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import io.ditgauge.model.family.ImageLayers.Heads;
import io.ditgauge.model.family.ImageLayers.Packed;
import io.ditgauge.model.family.ImageLayers.Stream;
import java.util.List;

/**
 * FLUX.1: dual-stream blocks, then single-stream blocks, over packed 2x2 patches.
 *
 * <p>Layout: huggingface/diffusers, transformer_flux.py ({@code FluxTransformer2DModel}).
 *
 * @param dualLayers Ld
 * @param singleLayers Ls
 * @param heads H and K
 * @param channels channels of a packed patch, and of its output
 * @param text widths of the two text conditions, and whether guidance is an input
 */
record FluxDenoiser(long dualLayers, long singleLayers, Heads heads, Packed channels, Text text)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "FluxTransformer2DModel";

  private static final long PACK = 2;
  private static final long MLP_RATIO = 4;

  /**
   * Text conditions.
   *
   * @param sequence width of the text tokens
   * @param pooled width of the pooled text
   * @param guidance whether the guidance scale is embedded
   */
  record Text(long sequence, long pooled, boolean guidance) {}

  /** Validates the channels. */
  FluxDenoiser {
    divides(CLASS, "2 x 2", PACK * PACK, "in_channels", channels.in());
  }

  /** Reads the configuration, with the library's defaults. */
  static FluxDenoiser read(Keys keys) {
    keys.ignore("axes_dims_rope", "patch_size");
    long in = ImageLayers.positive(keys, "in_channels", 64);
    return new FluxDenoiser(
        ImageLayers.positive(keys, "num_layers", 19),
        ImageLayers.positive(keys, "num_single_layers", 38),
        Heads.read(keys, 24, 128),
        new Packed(in, ImageLayers.positive(keys, "out_channels", in)),
        new Text(
            ImageLayers.positive(keys, "joint_attention_dim", 4096),
            ImageLayers.positive(keys, "pooled_projection_dim", 768),
            keys.flag("guidance_embeds", false)));
  }

  private long width() {
    return heads.total();
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
    long tokens = ImageLayers.tokens(CLASS, input.latent(), patch()).elements();
    long words = ImageLayers.text(CLASS, input);
    long hidden = product(MLP_RATIO, width());
    Stream image = new Stream(batch, tokens, width());
    JointBlock dual = new JointBlock(batch, tokens, words, width(), heads.count(), hidden);
    SingleBlock single = new SingleBlock(batch, sum(tokens, words), width(), heads.count(), hidden);
    return new ForwardPass(
        List.of(
            Part.of("patch embedding", new Linear(image.rows(), channels.in(), width(), 1)),
            Part.of(
                "text embedding", new Linear(product(batch, words), text.sequence(), width(), 1)),
            new Part("time and text conditions", conditions(batch), 1),
            new Part("dual-stream block", dual.parts(), dualLayers),
            new Part("single-stream block", single.parts(), singleLayers),
            new Part("final layer", ImageLayers.finalLayer(image, channels.out()), 1)),
        tokens,
        words);
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
}
