package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;

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
import java.util.ArrayList;
import java.util.List;

/**
 * Open-Sora 2.0: the blocks of FLUX.1 over the packed patches of a clip, with a given image or clip
 * as a second input of the same size.
 *
 * <p>Layout: hpcaitech/Open-Sora, opensora/models/mmdit/model.py ({@code MMDiTModel}, configured by
 * {@code MMDiTConfig}) and layers.py.
 *
 * @param dualLayers Ld
 * @param singleLayers Ls
 * @param shape D, H and F
 * @param patches how the latent becomes tokens
 * @param text text conditions
 */
record OpenSoraDenoiser(long dualLayers, long singleLayers, Shape shape, Patches patches, Text text)
    implements Denoiser {
  /** Class in its repository. */
  static final String CLASS = "MMDiTModel";

  /**
   * Widths.
   *
   * @param width D
   * @param heads H
   * @param hidden F
   */
  record Shape(long width, long heads, long hidden) {}

  /**
   * Patches.
   *
   * @param packed channels of a packed patch
   * @param side latent rows and columns of a token
   * @param given whether each token also embeds a given patch and its mask
   */
  record Patches(long packed, long side, boolean given) {}

  /**
   * Text conditions.
   *
   * @param sequence width of the text tokens
   * @param pooled width of the pooled text
   * @param guidance whether the guidance scale is embedded
   */
  record Text(long sequence, long pooled, boolean guidance) {}

  /** Validates what the ops cannot see. */
  OpenSoraDenoiser {
    dimension(CLASS, "depth", dualLayers);
    dimension(CLASS, "depth_single_blocks", singleLayers);
    dimension(CLASS, "num_heads", shape.heads());
    divides(CLASS, "num_heads", shape.heads(), "hidden_size", shape.width());
    dimension(CLASS, "patch_size", patches.side());
    divides(
        CLASS,
        "patch_size^2",
        product(patches.side(), patches.side()),
        "in_channels",
        patches.packed());
  }

  /** Reads the configuration, with the defaults of its repository. */
  static OpenSoraDenoiser read(Keys keys) {
    keys.ignore(
        "cache_dir",
        "from_pretrained",
        "fused_qkv",
        "grad_ckpt_settings",
        "theta",
        "type",
        "use_liger_rope");
    long width = keys.integer("hidden_size");
    long heads = keys.integer("num_heads");
    given(keys, "mlp_ratio", "guidance_embed", "qkv_bias");
    if (!keys.flag("qkv_bias", true)) {
      throw keys.refuse("qkv_bias", false, "true");
    }
    OpenSoraDenoiser result =
        new OpenSoraDenoiser(
            keys.integer("depth"),
            keys.integer("depth_single_blocks"),
            new Shape(width, heads, (long) (width * keys.number("mlp_ratio", 4))),
            new Patches(
                keys.integer("in_channels"),
                keys.integer("patch_size", 2),
                keys.flag("cond_embed", false)),
            new Text(
                keys.integer("context_in_dim"),
                keys.integer("vec_in_dim"),
                keys.flag("guidance_embed", false)));
    axesFillTheHead(keys, width / heads);
    return result;
  }

  private static void given(Keys keys, String... names) {
    for (String name : names) {
      if (!keys.has(name)) {
        throw new IllegalArgumentException(
            keys.place() + ": " + name + " is missing and has no default; give it");
      }
    }
  }

  private static void axesFillTheHead(Keys keys, long headWidth) {
    List<Long> axes = keys.integers("axes_dim", List.of());
    if (axes.stream().mapToLong(Long::longValue).sum() != headWidth) {
      throw keys.refuse(
          "axes_dim", axes, "widths that add up to hidden_size / num_heads = " + headWidth);
    }
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return new Grid(1, patches.side(), patches.side());
  }

  @Override
  public long latentChannels() {
    return patches.packed() / patch().elements();
  }

  @Override
  public ForwardPass forward(Input input) {
    VideoPass pass = VideoPass.of(this, input);
    long width = shape.width();
    long batch = pass.batch();
    JointBlock dual =
        new JointBlock(batch, pass.tokens(), pass.text(), width, shape.heads(), shape.hidden());
    SingleBlock single =
        new SingleBlock(batch, pass.sequence(), width, shape.heads(), shape.hidden());
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of("patch embedding", new Linear(pass.rows(), patches.packed(), width, 1)));
    if (patches.given()) {
      parts.add(new Part("condition embedding", givenPatches(pass), 1));
    }
    parts.add(Part.of("text embedding", new Linear(pass.textRows(), text.sequence(), width, 1)));
    parts.add(new Part("time and text conditions", conditions(batch), 1));
    parts.add(new Part("dual-stream block", dual.parts(), dualLayers));
    parts.add(new Part("single-stream block", single.parts(), singleLayers));
    parts.add(new Part("final layer", finalLayer(pass), 1));
    return new ForwardPass(parts, pass.tokens(), pass.text());
  }

  private List<CountedOp> givenPatches(VideoPass pass) {
    long mask = patch().elements();
    return new OpList()
        .linear("embedding", pass.rows(), patches.packed() + mask, shape.width(), true)
        .residual("sum", pass.rows(), shape.width())
        .build();
  }

  private List<CountedOp> conditions(long batch) {
    long width = shape.width();
    OpList ops = new OpList().addAll("timestep", Embedders.timestep(batch, width));
    if (text.guidance()) {
      ops.addAll("guidance", Embedders.timestep(batch, width)).residual("sum", batch, width);
    }
    OpList.Widths widths = new OpList.Widths(text.pooled(), width, width);
    return ops.twoLayer("pooled text", batch, widths, Function.SILU, true)
        .residual("sum of conditions", batch, width)
        .build();
  }

  private List<CountedOp> finalLayer(VideoPass pass) {
    long rows = pass.rows();
    long width = shape.width();
    return new OpList()
        .addAll(new AdaLn(pass.batch(), width, 2).parts())
        .norm("norm", Norm.layer(rows, width, false))
        .modulate("modulate", rows, width, pass.tokens())
        .linear("projection", rows, width, patches.packed(), true)
        .build();
  }
}
