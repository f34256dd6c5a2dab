package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.OpList;
import io.ditgauge.model.Unpatchify;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import io.ditgauge.model.family.ImageLayers.Heads;
import io.ditgauge.model.family.ImageLayers.Patches;
import io.ditgauge.model.family.ImageLayers.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * PixArt: DiT blocks with cross-attention to the text, whose modulation is one linear for the whole
 * model and a table for each block (adaLN-single).
 *
 * <p>Layout: huggingface/diffusers, pixart_transformer_2d.py ({@code PixArtTransformer2DModel});
 * Chen et al., arXiv 2310.00426 and 2403.04692.
 *
 * @param layers L
 * @param heads H and K
 * @param patches patches
 * @param text how the text enters
 * @param sizes whether resolution and aspect ratio are conditions
 * @param bias whether q, k and v have biases
 */
record PixArtDenoiser(
    long layers, Heads heads, Patches patches, Text text, boolean sizes, boolean bias)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "PixArtTransformer2DModel";

  private static final long MLP_RATIO = 4;
  private static final long SIZED_SAMPLE = 128;
  private static final long NO_PROJECTION = 0;

  /**
   * Widths of the text.
   *
   * @param caption width that the model is given, which it projects to its own; 0 without the
   *     projection
   * @param cross width that the blocks read
   */
  record Text(long caption, long cross) {}

  /** Validates the widths. */
  PixArtDenoiser {
    if (text.caption() != NO_PROJECTION && text.cross() != heads.total()) {
      throw new IllegalArgumentException(
          "cross_attention_dim must equal num_attention_heads x attention_head_dim, to which"
              + " caption_channels are projected: cross_attention_dim="
              + text.cross()
              + ", width="
              + heads.total());
    }
    if (sizes) {
      divides(CLASS, "3", 3, "num_attention_heads x attention_head_dim", heads.total());
    }
  }

  /** Reads the configuration, with the library's defaults. */
  static PixArtDenoiser read(Keys keys) {
    keys.ignore("dropout", "norm_num_groups", "num_embeds_ada_norm", "upcast_attention");
    keys.ignore("norm_eps", "interpolation_scale", "num_vector_embeds", "only_cross_attention");
    keys.ignore("use_linear_projection", "double_self_attention");
    ImageLayers.only(keys, "activation_fn", "gelu-approximate");
    ImageLayers.only(keys, "norm_type", "ada_norm_single");
    ImageLayers.only(keys, "norm_elementwise_affine", false);
    ImageLayers.only(keys, "attention_type", "default");
    long sample = ImageLayers.positive(keys, "sample_size", SIZED_SAMPLE);
    return new PixArtDenoiser(
        ImageLayers.positive(keys, "num_layers", 28),
        Heads.read(keys, 16, 72),
        new Patches(
            ImageLayers.positive(keys, "patch_size", 2),
            ImageLayers.positive(keys, "in_channels", 4),
            ImageLayers.positive(keys, "out_channels", 8)),
        new Text(
            keys.integer("caption_channels", NO_PROJECTION),
            ImageLayers.positive(keys, "cross_attention_dim", 1152)),
        keys.flag("use_additional_conditions", sample == SIZED_SAMPLE),
        keys.flag("attention_bias", true));
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
    Stream words = new Stream(batch, ImageLayers.text(CLASS, input), text.cross());
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part(
            "patch embedding",
            new OpList()
                .add("patch embedding", ImageLayers.patchEmbed(input, patches, width()))
                .add("positions", ImageLayers.positions(image))
                .build(),
            1));
    if (text.caption() != NO_PROJECTION) {
      parts.add(
          new Part(
              "text embedding",
              ImageLayers.captionProjection(words.rows(), text.caption(), width()),
              1));
    }
    parts.add(new Part("time and size conditions", conditions(batch), 1));
    parts.add(new Part("block", block(image, words), layers));
    parts.add(new Part("final layer", finalLayer(image, input.latent()), 1));
    return new ForwardPass(parts, image.tokens(), words.tokens());
  }

  private List<CountedOp> conditions(long batch) {
    OpList ops = new OpList().addAll("timestep", Embedders.timestep(batch, width()));
    if (sizes) {
      long share = width() / 3;
      ops.addAll("resolution", Embedders.timestep(product(2, batch), share))
          .addAll("aspect ratio", Embedders.timestep(batch, share))
          .elementwise(Function.ADD, "conditions", product(batch, width()));
    }
    return ops.addAll(ImageLayers.sharedModulation(batch, width())).build();
  }

  private List<CountedOp> block(Stream image, Stream words) {
    ImageAttention own = new ImageAttention(heads, bias, true, ImageAttention.QkNorm.NONE, false);
    return new OpList()
        .add("modulation table", new LearnedTable(image.batch(), 6, width(), 6))
        .addAll(ImageLayers.modulatedNorm("attention", image))
        .addAll(own.ofOne(image))
        .gatedResidual("attention residual", image.rows(), width(), image.tokens())
        .addAll(own.across(image, words))
        .residual("cross residual", image.rows(), width())
        .addAll(ImageLayers.modulatedNorm("mlp", image))
        .addAll(
            new Mlp(image.batch(), image.tokens(), width(), product(MLP_RATIO, width())).parts())
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
