package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Lookup;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import io.ditgauge.model.family.ImageLayers.Heads;
import io.ditgauge.model.family.ImageLayers.Packed;
import io.ditgauge.model.family.ImageLayers.Stream;
import java.util.List;

/**
 * Qwen-Image: dual-stream blocks only, over packed patches and the hidden states of a language
 * model.
 *
 * <p>Layout: huggingface/diffusers, transformer_qwenimage.py ({@code QwenImageTransformer2DModel}).
 *
 * @param layers L
 * @param heads H and K
 * @param side rows and columns of a packed patch
 * @param channels elements of a packed patch, and of its output
 * @param text width of the text tokens
 * @param variant what the editing and layered models add
 */
record QwenImageDenoiser(
    long layers, Heads heads, long side, Packed channels, long text, Variant variant)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "QwenImageTransformer2DModel";

  private static final long MLP_RATIO = 4;

  /**
   * Additions of later models.
   *
   * @param cleanReference whether reference images have a modulation of their own, at time 0
   * @param kind whether a two-row table is added to the time step
   */
  record Variant(boolean cleanReference, boolean kind) {}

  /** Validates the channels. */
  QwenImageDenoiser {
    divides(CLASS, "patch_size^2", product(side, side), "in_channels", channels.in());
  }

  /** Reads the configuration, with the library's defaults. */
  static QwenImageDenoiser read(Keys keys) {
    keys.ignore("axes_dims_rope", "guidance_embeds", "pooled_projection_dim", "use_layer3d_rope");
    long side = ImageLayers.positive(keys, "patch_size", 2);
    long out = ImageLayers.positive(keys, "out_channels", 16);
    return new QwenImageDenoiser(
        ImageLayers.positive(keys, "num_layers", 60),
        Heads.read(keys, 24, 128),
        side,
        new Packed(ImageLayers.positive(keys, "in_channels", 64), product(side, side, out)),
        ImageLayers.positive(keys, "joint_attention_dim", 3584),
        new Variant(keys.flag("zero_cond_t", false), keys.flag("use_additional_t_cond", false)));
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
    return Grid.square(side);
  }

  @Override
  public long latentChannels() {
    return channels.in() / product(side, side);
  }

  @Override
  public List<String> leftOut() {
    return variant.cleanReference()
        ? List.of("the image modulation's second run for reference images, once a sample")
        : List.of();
  }

  @Override
  public ForwardPass forward(Input input) {
    long batch = input.batch();
    long tokens = ImageLayers.tokens(CLASS, input.latent(), patch()).elements();
    long words = ImageLayers.text(CLASS, input);
    Stream image = new Stream(batch, tokens, width());
    JointBlock block =
        new JointBlock(batch, tokens, words, width(), heads.count(), product(MLP_RATIO, width()));
    return new ForwardPass(
        List.of(
            Part.of("patch embedding", new Linear(image.rows(), channels.in(), width(), 1)),
            new Part("text embedding", textEmbedding(product(batch, words)), 1),
            new Part("time condition", condition(batch), 1),
            new Part("dual-stream block", block.parts(), layers),
            new Part("final layer", ImageLayers.finalLayer(image, channels.out()), 1)),
        tokens,
        words);
  }

  private List<CountedOp> textEmbedding(long rows) {
    return new OpList()
        .norm("norm", Norm.rms(rows, text))
        .linear("projection", rows, text, width(), true)
        .build();
  }

  private List<CountedOp> condition(long batch) {
    OpList ops = new OpList().addAll("timestep", Embedders.timestep(batch, width()));
    if (variant.kind()) {
      ops.add("kind of image", new Lookup(batch, width(), 2))
          .elementwise(Function.ADD, "condition", product(batch, width()));
    }
    return ops.build();
  }
}
