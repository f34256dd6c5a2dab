package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.Grid;
import io.ditgauge.model.OpList;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Unpatchify;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import java.util.List;

/**
 * Allegro: attention over all frames with rotary positions, then cross-attention to the text.
 *
 * <p>Layout: huggingface/diffusers, transformer_allegro.py ({@code AllegroTransformer3DModel}).
 *
 * @param layers L
 * @param block what the blocks are
 * @param patches how the latent becomes tokens
 * @param caption width of the text tokens as encoded
 */
record AllegroDenoiser(long layers, VideoAdaLnSingle block, Patches patches, long caption)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "AllegroTransformer3DModel";

  private static final long AXES = 3;

  /**
   * Patches.
   *
   * @param in latent channels taken
   * @param out latent channels predicted
   * @param side latent rows and columns of a token
   */
  record Patches(long in, long out, long side) {}

  /** Validates what the ops cannot see. */
  AllegroDenoiser {
    dimension(CLASS, "num_layers", layers);
    divides(CLASS, "2 x rotary axes", 2 * AXES, "attention_head_dim", block.heads().headWidth());
  }

  /** Reads the configuration, with the library's defaults. */
  static AllegroDenoiser read(Keys keys) {
    ignore(keys);
    VideoHeads heads = VideoHeads.read(keys, 24, 96);
    if (keys.integer("patch_size_t", 1) != 1) {
      throw keys.refuse("patch_size_t", keys.integer("patch_size_t", 1), "1");
    }
    long cross = keys.integer("cross_attention_dim", 2304);
    if (cross != heads.width()) {
      throw keys.refuse(
          "cross_attention_dim", cross, "the width to which text is projected, " + heads.width());
    }
    return new AllegroDenoiser(
        keys.integer("num_layers", 32),
        new VideoAdaLnSingle(
            heads,
            keys.flag("attention_bias", true),
            keys.flag("norm_elementwise_affine", false),
            FeedForwardKind.read(keys, FeedForwardKind.GELU_APPROXIMATE)),
        new Patches(
            keys.integer("in_channels", 4),
            keys.integer("out_channels", 4),
            keys.integer("patch_size", 2)),
        keys.integer("caption_channels", 4096));
  }

  /** Keys of the library, then keys of the published file that the library does not read. */
  private static void ignore(Keys keys) {
    keys.ignore(
        "dropout",
        "interpolation_scale_h",
        "interpolation_scale_t",
        "interpolation_scale_w",
        "norm_eps",
        "sample_frames",
        "sample_height",
        "sample_width");
    keys.ignore(
        "ca_attention_mode",
        "double_self_attention",
        "downsampler",
        "model_max_length",
        "norm_type",
        "num_embeds_ada_norm",
        "only_cross_attention",
        "sa_attention_mode",
        "sample_size",
        "sample_size_t",
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
    return block.affine()
        ? List.of("a third norm of each block, which the library holds and never runs")
        : List.of();
  }

  @Override
  public ForwardPass forward(Input input) {
    VideoPass pass = VideoPass.of(this, input);
    Grid latent = input.latent();
    long batch = pass.batch();
    VideoAdaLnSingle.Sequences sequences =
        new VideoAdaLnSingle.Sequences(batch, pass.tokens(), pass.text(), true);
    long patchElements = product(patch().elements(), patches.out());
    return new ForwardPass(
        List.of(
            Part.of(
                "patch embedding",
                new PatchEmbed(batch, patches.in(), latent, patch(), block.heads().width())),
            new Part("time conditions", block.timeConditions(batch), 1),
            new Part("caption projection", block.caption(pass.textRows(), caption), 1),
            new Part("block", block.block(sequences), layers),
            new Part(
                "final layer",
                new OpList()
                    .addAll(block.finalLayer(sequences, patchElements))
                    .add("unpatchify", new Unpatchify(batch, patches.out(), latent, patch()))
                    .build(),
                1)),
        pass.tokens(),
        pass.text());
  }
}
