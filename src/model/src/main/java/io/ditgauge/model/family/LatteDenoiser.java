package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.OpList;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Unpatchify;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import java.util.ArrayList;
import java.util.List;

/**
 * Latte: blocks within frames, which read the text, in turn with blocks across frames at each
 * place.
 *
 * <p>Layout: huggingface/diffusers, latte_transformer_3d.py ({@code LatteTransformer3DModel}); the
 * text's keys and values are made anew for every frame, as there.
 *
 * @param layers L, of each kind
 * @param block what the blocks are
 * @param patches how the latent becomes tokens
 * @param text the text
 * @param frames frames of a clip, for which positions in time are held
 */
record LatteDenoiser(long layers, VideoAdaLnSingle block, Patches patches, Text text, long frames)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "LatteTransformer3DModel";

  /**
   * Patches.
   *
   * @param in latent channels taken
   * @param out latent channels predicted, a variance included
   * @param side latent rows and columns of a token
   */
  record Patches(long in, long out, long side) {}

  /**
   * Text.
   *
   * @param caption width of the text tokens as encoded
   * @param read whether the blocks within frames attend to it
   */
  record Text(long caption, boolean read) {}

  /** Validates what the ops cannot see. */
  LatteDenoiser {
    dimension(CLASS, "num_layers", layers);
    dimension(CLASS, "video_length", frames);
  }

  /** Reads the configuration, with the library's defaults. */
  static LatteDenoiser read(Keys keys) {
    ignore(keys);
    VideoHeads heads = VideoHeads.read(keys, 16, 88);
    if (!keys.text("norm_type", "layer_norm").equals("ada_norm_single")) {
      throw keys.refuse("norm_type", keys.text("norm_type", "layer_norm"), "ada_norm_single");
    }
    long in = keys.integer("in_channels");
    return new LatteDenoiser(
        keys.integer("num_layers", 1),
        new VideoAdaLnSingle(
            heads,
            keys.flag("attention_bias", false),
            keys.flag("norm_elementwise_affine", true),
            FeedForwardKind.read(keys, FeedForwardKind.GEGLU)),
        new Patches(
            in,
            keys.has("out_channels") ? keys.integer("out_channels") : in,
            keys.integer("patch_size")),
        new Text(keys.integer("caption_channels"), readsText(keys, heads.width())),
        keys.integer("video_length", 16));
  }

  private static boolean readsText(Keys keys, long width) {
    if (!keys.has("cross_attention_dim")) {
      return false;
    }
    long cross = keys.integer("cross_attention_dim");
    if (cross != width) {
      throw keys.refuse(
          "cross_attention_dim", cross, "the width to which text is projected, " + width);
    }
    return true;
  }

  /** Keys of the library, then keys of the published file that the library does not read. */
  private static void ignore(Keys keys) {
    keys.ignore(
        "dropout", "norm_eps", "num_embeds_ada_norm", "sample_size", "use_linear_projection");
    keys.ignore(
        "attention_type",
        "double_self_attention",
        "norm_num_groups",
        "num_vector_embeds",
        "only_cross_attention",
        "upcast_attention");
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
    return patches.in();
  }

  @Override
  public List<String> leftOut() {
    return List.of("the rearrangement of tokens between spatial and temporal blocks");
  }

  @Override
  public ForwardPass forward(Input input) {
    VideoPass pass = VideoPass.of(this, input);
    Grid latent = input.latent();
    if (latent.frames() != 1 && latent.frames() != frames) {
      throw new IllegalArgumentException(
          CLASS
              + " holds positions for video_length="
              + frames
              + " frames: frames="
              + latent.frames()
              + "; give "
              + frames
              + " or 1");
    }
    long batch = pass.batch();
    long stills = product(batch, latent.frames());
    long places = pass.grid().area();
    VideoAdaLnSingle.Sequences within =
        new VideoAdaLnSingle.Sequences(stills, places, text.read() ? pass.text() : 0, false);
    VideoAdaLnSingle.Sequences across =
        new VideoAdaLnSingle.Sequences(product(batch, places), latent.frames(), 0, false);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("patch embedding", patchEmbedding(pass, latent), 1));
    parts.add(new Part("time conditions", block.timeConditions(batch), 1));
    parts.add(new Part("caption projection", block.caption(pass.textRows(), text.caption()), 1));
    parts.add(new Part("spatial block", block.block(within), layers));
    parts.add(new Part("temporal block", block.block(across), layers));
    parts.add(new Part("final layer", finalLayer(within, batch, latent), 1));
    return new ForwardPass(parts, pass.tokens(), pass.text());
  }

  private List<CountedOp> patchEmbedding(VideoPass pass, Grid latent) {
    long width = block.heads().width();
    long elements = product(pass.rows(), width);
    long stills = product(pass.batch(), latent.frames());
    OpList ops =
        new OpList()
            .add(
                "patch embedding",
                new PatchEmbed(pass.batch(), patches.in(), latent, patch(), width))
            .add("positions in space", new Elementwise(Function.BROADCAST_ADD, elements, stills));
    if (latent.frames() > 1) {
      long repeats = product(pass.batch(), pass.grid().area());
      ops.add("positions in time", new Elementwise(Function.BROADCAST_ADD, elements, repeats));
    }
    return ops.build();
  }

  private List<CountedOp> finalLayer(VideoAdaLnSingle.Sequences within, long batch, Grid latent) {
    return new OpList()
        .addAll(block.finalLayer(within, product(patch().elements(), patches.out())))
        .add("unpatchify", new Unpatchify(batch, patches.out(), latent, patch()))
        .build();
  }
}
