package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.AdaLn;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.Lookup;
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
import java.util.List;

/**
 * DiT as the library keeps it: unlike the paper's model, each block has a time step embedder and a
 * label table of its own, and the final layer runs those of the first block once more.
 *
 * <p>Layout: huggingface/diffusers, dit_transformer_2d.py ({@code DiTTransformer2DModel}).
 *
 * @param layers L
 * @param heads H and K
 * @param patches patches
 * @param labels classes; one more row of each label table stands for none
 * @param bias whether q, k and v have biases
 */
record DitDenoiser(long layers, Heads heads, Patches patches, long labels, boolean bias)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "DiTTransformer2DModel";

  private static final long MLP_RATIO = 4;

  /** Reads the configuration, with the library's defaults. */
  static DitDenoiser read(Keys keys) {
    keys.ignore("dropout", "norm_num_groups", "sample_size", "upcast_attention", "norm_eps");
    keys.ignore("num_vector_embeds", "only_cross_attention", "use_linear_projection");
    keys.ignore("cross_attention_dim");
    ImageLayers.only(keys, "activation_fn", "gelu-approximate");
    ImageLayers.only(keys, "norm_type", "ada_norm_zero");
    ImageLayers.only(keys, "norm_elementwise_affine", false);
    long in = ImageLayers.positive(keys, "in_channels", 4);
    return new DitDenoiser(
        ImageLayers.positive(keys, "num_layers", 28),
        Heads.read(keys, 16, 72),
        new Patches(
            ImageLayers.positive(keys, "patch_size", 2),
            in,
            ImageLayers.positive(keys, "out_channels", in)),
        ImageLayers.positive(keys, "num_embeds_ada_norm", 1000),
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
    Grid latent = input.latent();
    Grid grid = ImageLayers.tokens(CLASS, latent, patch());
    if (grid.height() != grid.width()) {
      throw new IllegalArgumentException(
          CLASS + " takes square images only: latent=" + latent + "; give SIDExSIDE");
    }
    Stream image = new Stream(input.batch(), grid.elements(), width());
    return new ForwardPass(
        List.of(
            new Part(
                "patch embedding",
                new OpList()
                    .add("patch embedding", ImageLayers.patchEmbed(input, patches, width()))
                    .add("positions", ImageLayers.positions(image))
                    .build(),
                1),
            new Part("block", block(image), layers),
            new Part("final layer", finalLayer(image, latent), 1)),
        image.tokens(),
        0);
  }

  /** Time step and label to the condition c[B, D]. */
  private List<CountedOp> condition(long batch) {
    return new OpList()
        .addAll("timestep", Embedders.timestep(batch, width()))
        .add("label embedding", new Lookup(batch, width(), labels + 1))
        .elementwise(Function.ADD, "condition", product(batch, width()))
        .build();
  }

  private List<CountedOp> block(Stream image) {
    ImageAttention attention =
        new ImageAttention(heads, bias, true, ImageAttention.QkNorm.NONE, false);
    return new OpList()
        .addAll(condition(image.batch()))
        .addAll(new AdaLn(image.batch(), width(), 6).parts())
        .addAll(ImageLayers.modulatedNorm("attention", image))
        .addAll(attention.ofOne(image))
        .gatedResidual("attention residual", image.rows(), width(), image.tokens())
        .addAll(ImageLayers.modulatedNorm("mlp", image))
        .addAll(
            new Mlp(image.batch(), image.tokens(), width(), product(MLP_RATIO, width())).parts())
        .gatedResidual("mlp residual", image.rows(), width(), image.tokens())
        .build();
  }

  private List<CountedOp> finalLayer(Stream image, Grid latent) {
    OpList ops = new OpList();
    for (CountedOp op : condition(image.batch())) {
      ops.addShared(op.name(), op.op(), op.count());
    }
    return ops.addAll(ImageLayers.finalLayer(image, patches.outElements()))
        .add("unpatchify", new Unpatchify(image.batch(), patches.out(), latent, patch()))
        .build();
  }
}
