package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
import io.ditgauge.model.GatedMlp;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Lookup;
import io.ditgauge.model.Norm;
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
 * Z-Image: single-stream blocks over image and text, after two refiners of each alone; norms before
 * and after each part, gated by the hyperbolic tangent.
 *
 * <p>Image and text are each padded to a multiple of 32 tokens, and all run. Layout:
 * huggingface/diffusers, transformer_z_image.py ({@code ZImageTransformer2DModel}).
 *
 * @param layers blocks over both, and of each refiner
 * @param heads H and K
 * @param patches patches
 * @param text width of the text tokens
 * @param norm norm of q and k
 */
record ZImageDenoiser(
    Layers layers, Heads heads, Patches patches, long text, ImageAttention.QkNorm norm)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "ZImageTransformer2DModel";

  private static final long CONDITION = 256;
  private static final long CONDITION_HIDDEN = 1024;
  private static final long UNIT = 32;

  /**
   * Blocks.
   *
   * @param joint L
   * @param refiner of each refiner, 0 for none
   */
  record Layers(long joint, long refiner) {}

  /** Reads the configuration, with the library's defaults. */
  static ZImageDenoiser read(Keys keys) {
    keys.ignore("n_kv_heads", "norm_eps", "rope_theta", "t_scale", "axes_lens", "nheads");
    if (keys.has("siglip_feat_dim")) {
      throw keys.refuse(
          "siglip_feat_dim",
          keys.integer("siglip_feat_dim"),
          "null: the variant that reads images is not described");
    }
    long width = ImageLayers.positive(keys, "dim", 3840);
    long count = ImageLayers.positive(keys, "n_heads", 30);
    divides(CLASS, "n_heads", count, "dim", width);
    Heads heads = new Heads(count, width / count);
    List<Long> axes = keys.integers("axes_dims", List.of(32L, 48L, 48L));
    if (axes.stream().mapToLong(Long::longValue).sum() != heads.width()) {
      throw keys.refuse(
          "axes_dims", axes, "parts of the head width dim / n_heads = " + heads.width());
    }
    long channels = ImageLayers.positive(keys, "in_channels", 16);
    return new ZImageDenoiser(
        new Layers(ImageLayers.positive(keys, "n_layers", 30), keys.integer("n_refiner_layers", 2)),
        heads,
        new Patches(side(keys), channels, channels),
        ImageLayers.positive(keys, "cap_feat_dim", 2560),
        keys.flag("qk_norm", true) ? ImageAttention.QkNorm.EACH_HEAD : ImageAttention.QkNorm.NONE);
  }

  private static long side(Keys keys) {
    List<Long> sides = keys.integers("all_patch_size", List.of(2L));
    List<Long> frames = keys.integers("all_f_patch_size", List.of(1L));
    if (sides.size() != 1 || sides.get(0) < 1 || !frames.equals(List.of(1L))) {
      throw keys.refuse(
          "all_patch_size",
          sides + " with all_f_patch_size=" + frames,
          "one patch size, over one frame");
    }
    return sides.get(0);
  }

  private long width() {
    return heads.total();
  }

  private long condition() {
    return Math.min(width(), CONDITION);
  }

  /** F: eight thirds of the width, as the library truncates it. */
  private long hidden() {
    return (long) (width() / 3.0 * 8);
  }

  private static long padded(long tokens) {
    return (tokens + UNIT - 1) / UNIT * UNIT;
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
    long batch = input.batch();
    long tokens = ImageLayers.tokens(CLASS, input.latent(), patch()).elements();
    Stream image = new Stream(batch, padded(tokens), width());
    Stream words = new Stream(batch, padded(ImageLayers.text(CLASS, input)), width());
    Stream both = new Stream(batch, ImageLayers.together(image, words), width());
    long padding = both.tokens() - tokens - input.textTokens();
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of("patch embedding", patchEmbed(image)));
    parts.add(new Part("text embedding", textEmbedding(words), 1));
    parts.add(Part.of("padding", new Lookup(product(batch, Math.max(padding, 1)), width(), 2)));
    parts.add(new Part("time condition", timestep(batch), 1));
    if (layers.refiner() > 0) {
      parts.add(new Part("noise refiner", modulated(image), layers.refiner()));
      parts.add(new Part("context refiner", plain(words), layers.refiner()));
    }
    parts.add(new Part("single-stream block", modulated(both), layers.joint()));
    parts.add(new Part("final layer", finalLayer(both, input.latent()), 1));
    return new ForwardPass(parts, image.tokens(), words.tokens());
  }

  private Linear patchEmbed(Stream image) {
    return new Linear(
        image.rows(), product(patches.side(), patches.side(), patches.in()), width(), 1);
  }

  private List<CountedOp> textEmbedding(Stream words) {
    return new OpList()
        .norm("norm", Norm.rms(words.rows(), text))
        .linear("projection", words.rows(), text, width(), true)
        .build();
  }

  private List<CountedOp> timestep(long batch) {
    OpList.Widths widths =
        new OpList.Widths(Embedders.TIME_FEATURES, CONDITION_HIDDEN, condition());
    return new OpList()
        .add(
            "sinusoids",
            new Elementwise(
                Function.SINUSOID,
                product(batch, Embedders.TIME_FEATURES),
                Embedders.TIME_FEATURES))
        .twoLayer("embedder", batch, widths, Function.SILU, true)
        .build();
  }

  private ImageAttention attention() {
    return new ImageAttention(heads, false, false, norm, true);
  }

  private List<CountedOp> modulated(Stream stream) {
    return new OpList()
        .linear("modulation", stream.batch(), condition(), product(4, width()), true)
        .elementwise(Function.TANH, "gates", product(2, stream.batch(), width()))
        .norm("attention norm", Norm.rms(stream.rows(), width()))
        .add("attention scale", scale(stream))
        .addAll(attention().ofOne(stream))
        .norm("attention out norm", Norm.rms(stream.rows(), width()))
        .gatedResidual("attention residual", stream.rows(), width(), stream.tokens())
        .norm("mlp norm", Norm.rms(stream.rows(), width()))
        .add("mlp scale", scale(stream))
        .addAll(new GatedMlp(stream.rows(), width(), hidden(), 0).parts())
        .norm("mlp out norm", Norm.rms(stream.rows(), width()))
        .gatedResidual("mlp residual", stream.rows(), width(), stream.tokens())
        .build();
  }

  private List<CountedOp> plain(Stream stream) {
    return new OpList()
        .norm("attention norm", Norm.rms(stream.rows(), width()))
        .addAll(attention().ofOne(stream))
        .norm("attention out norm", Norm.rms(stream.rows(), width()))
        .residual("attention residual", stream.rows(), width())
        .norm("mlp norm", Norm.rms(stream.rows(), width()))
        .addAll(new GatedMlp(stream.rows(), width(), hidden(), 0).parts())
        .norm("mlp out norm", Norm.rms(stream.rows(), width()))
        .residual("mlp residual", stream.rows(), width())
        .build();
  }

  /** x (1 + scale) without a shift, one scale for a sample. */
  private static Elementwise scale(Stream stream) {
    return new Elementwise(Function.BROADCAST_MULTIPLY, stream.elements(), stream.tokens());
  }

  /** Runs over the text too, whose output is dropped. */
  private List<CountedOp> finalLayer(Stream both, Grid latent) {
    return new OpList()
        .elementwise(Function.SILU, "activation", product(both.batch(), condition()))
        .linear("modulation", both.batch(), condition(), width(), true)
        .norm("norm", Norm.layer(both.rows(), width(), false))
        .add("scale", scale(both))
        .linear("projection", both.rows(), width(), patches.outElements(), true)
        .add("unpatchify", new Unpatchify(both.batch(), patches.out(), latent, patch()))
        .build();
  }
}
