package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.ConvMlp;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.LinearAttention;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.Unpatchify;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import io.ditgauge.model.family.ImageAttention.QkNorm;
import io.ditgauge.model.family.ImageLayers.Heads;
import io.ditgauge.model.family.ImageLayers.Patches;
import io.ditgauge.model.family.ImageLayers.Stream;
import java.util.List;

/**
 * SANA: linear attention over the image, cross-attention to the text, and a feed-forward part with
 * a depthwise convolution, over the latents of an autoencoder with stride 32.
 *
 * <p>Layout: huggingface/diffusers, sana_transformer.py ({@code SanaTransformer2DModel}); Xie et
 * al., arXiv 2410.10629.
 *
 * @param layers L
 * @param heads H and K of both attentions
 * @param patches patches
 * @param hidden F
 * @param caption width of the text tokens
 * @param options what differs between the releases
 */
record SanaDenoiser(
    long layers, TwoHeads heads, Patches patches, long hidden, long caption, Options options)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "SanaTransformer2DModel";

  /**
   * Heads.
   *
   * @param own of the linear attention
   * @param cross of the cross-attention
   */
  record TwoHeads(Heads own, Heads cross) {}

  /**
   * Options.
   *
   * @param bias whether q, k and v of the linear attention have biases
   * @param norm norm of q and k
   * @param positions whether sinusoidal positions are added
   * @param guidance whether the guidance scale is embedded
   */
  record Options(boolean bias, QkNorm norm, boolean positions, boolean guidance) {}

  /** Reads the configuration, with the library's defaults. */
  static SanaDenoiser read(Keys keys) {
    keys.ignore("dropout", "sample_size", "norm_eps", "guidance_embeds_scale", "timestep_scale");
    ImageLayers.only(keys, "norm_elementwise_affine", false);
    Heads own = Heads.read(keys, 70, 32);
    Heads cross =
        new Heads(
            ImageLayers.positive(keys, "num_cross_attention_heads", 20),
            ImageLayers.positive(keys, "cross_attention_head_dim", 112));
    long read = keys.integer("cross_attention_dim", 2240);
    if (read != own.total()) {
      throw keys.refuse(
          "cross_attention_dim",
          read,
          "num_attention_heads x attention_head_dim = "
              + own.total()
              + ", to which the text is projected");
    }
    return new SanaDenoiser(
        ImageLayers.positive(keys, "num_layers", 20),
        new TwoHeads(own, cross),
        new Patches(
            ImageLayers.positive(keys, "patch_size", 1),
            ImageLayers.positive(keys, "in_channels", 32),
            ImageLayers.positive(keys, "out_channels", 32)),
        ImageLayers.multiple(keys, "mlp_ratio", 2.5, own.total()),
        ImageLayers.positive(keys, "caption_channels", 2304),
        new Options(
            keys.flag("attention_bias", false),
            norm(keys),
            keys.has("interpolation_scale"),
            keys.flag("guidance_embeds", false)));
  }

  private static QkNorm norm(Keys keys) {
    String norm = keys.text("qk_norm", "none");
    return switch (norm) {
      case "none" -> QkNorm.NONE;
      case "rms_norm_across_heads" -> QkNorm.ALL_HEADS;
      default -> throw keys.refuse("qk_norm", norm, "null or rms_norm_across_heads");
    };
  }

  private long width() {
    return heads.own().total();
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return patches.grid();
  }

  @Override
  public long latentChannels() {
    return patches.in();
  }

  @Override
  public ForwardPass forward(Input input) {
    Grid grid = ImageLayers.tokens(CLASS, input.latent(), patch());
    long batch = input.batch();
    Stream image = new Stream(batch, grid.elements(), width());
    Stream words = new Stream(batch, ImageLayers.text(CLASS, input), width());
    return new ForwardPass(
        List.of(
            new Part("patch embedding", patchEmbedding(input, image), 1),
            new Part("text embedding", textEmbedding(words), 1),
            new Part("time condition", condition(batch), 1),
            new Part("block", block(image, words, grid), layers),
            new Part("final layer", finalLayer(image, input.latent()), 1)),
        image.tokens(),
        words.tokens());
  }

  private List<CountedOp> patchEmbedding(Input input, Stream image) {
    OpList ops =
        new OpList().add("patch embedding", ImageLayers.patchEmbed(input, patches, width()));
    if (options.positions()) {
      ops.add("positions", ImageLayers.positions(image));
    }
    return ops.build();
  }

  private List<CountedOp> textEmbedding(Stream words) {
    return new OpList()
        .addAll(ImageLayers.captionProjection(words.rows(), caption, width()))
        .norm("norm", Norm.rms(words.rows(), width()))
        .build();
  }

  private List<CountedOp> condition(long batch) {
    OpList ops = new OpList().addAll("timestep", Embedders.timestep(batch, width()));
    if (options.guidance()) {
      ops.addAll("guidance", Embedders.timestep(batch, width()))
          .elementwise(Function.ADD, "condition", product(batch, width()));
    }
    return ops.addAll(ImageLayers.sharedModulation(batch, width())).build();
  }

  private List<CountedOp> block(Stream image, Stream words, Grid grid) {
    ImageAttention own =
        new ImageAttention(heads.own(), options.bias(), true, options.norm(), false);
    ImageAttention cross = new ImageAttention(heads.cross(), true, true, options.norm(), false);
    return new OpList()
        .add("modulation table", new LearnedTable(image.batch(), 6, width(), 6))
        .addAll(ImageLayers.modulatedNorm("attention", image))
        .addAll(own.projections(image))
        .add(
            "linear attention",
            new LinearAttention(
                image.batch(), heads.own().count(), image.tokens(), heads.own().width()))
        .addAll(own.out(image))
        .gatedResidual("attention residual", image.rows(), width(), image.tokens())
        .addAll(cross.across(image, words))
        .residual("cross residual", image.rows(), width())
        .addAll(ImageLayers.modulatedNorm("mlp", image))
        .addAll(new ConvMlp(image.batch(), grid.height(), grid.width(), width(), hidden).parts())
        .gatedResidual("mlp residual", image.rows(), width(), image.tokens())
        .build();
  }

  private List<CountedOp> finalLayer(Stream image, Grid latent) {
    return new OpList()
        .addAll(ImageLayers.tableFinalLayer(image, patches.outElements()))
        .add("unpatchify", new Unpatchify(image.batch(), patches.out(), latent, patch()))
        .build();
  }
}
