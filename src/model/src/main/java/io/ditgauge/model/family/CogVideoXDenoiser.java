package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.Attention;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
import io.ditgauge.model.Grid;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Norm;
import io.ditgauge.model.Op;
import io.ditgauge.model.OpList;
import io.ditgauge.model.PatchEmbed;
import io.ditgauge.model.Rope;
import io.ditgauge.model.Unpatchify;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.config.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CogVideoX: text and video tokens in one stream with common weights, of which only the modulation
 * is each kind's own.
 *
 * <p>Layout: huggingface/diffusers, cogvideox_transformer_3d.py ({@code
 * CogVideoXTransformer3DModel}), embeddings.py and normalization.py.
 *
 * @param layers L
 * @param heads H and K
 * @param patches how the latent becomes tokens
 * @param conditions widths of the conditions
 * @param layout what differs inside the blocks
 * @param positions how tokens know their place
 */
record CogVideoXDenoiser(
    long layers,
    VideoHeads heads,
    Patches patches,
    Conditions conditions,
    Layout layout,
    Positions positions)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "CogVideoXTransformer3DModel";

  private static final long MLP_RATIO = 4;

  /**
   * Patches.
   *
   * @param in latent channels taken, those of a conditioning image included
   * @param out latent channels predicted
   * @param extent latent elements of a token
   * @param bias whether the embedding has a bias
   */
  record Patches(long in, long out, Grid extent, boolean bias) {}

  /**
   * Conditions.
   *
   * @param text width of the text tokens
   * @param time width of the embedded time
   * @param offset width of the embedded offset of image-to-video models; 0 without
   */
  record Conditions(long text, long time, long offset) {}

  /**
   * Insides of a block.
   *
   * @param attentionBias whether q, k and v have biases
   * @param affine whether norms have a learned scale and shift
   * @param feedForward the function between the matrices
   */
  record Layout(boolean attentionBias, boolean affine, FeedForwardKind feedForward) {}

  /**
   * Positions: rotary, or sinusoids added to the tokens, or rotary and a table added.
   *
   * @param rotary whether q and k are turned
   * @param table the table held, if there is one
   */
  record Positions(boolean rotary, Optional<Table> table) {}

  /**
   * A table of positions, which fixes the latent's height and width.
   *
   * @param text text tokens
   * @param latent extent of the latent
   */
  record Table(long text, Grid latent) {}

  /** Validates what the ops cannot see. */
  CogVideoXDenoiser {
    dimension(CLASS, "num_layers", layers);
    if (positions.rotary()) {
      divides(CLASS, "2", 2, "attention_head_dim", heads.headWidth());
    }
  }

  /** Reads the configuration, with the library's defaults. */
  static CogVideoXDenoiser read(Keys keys) {
    keys.ignore(
        "dropout",
        "flip_sin_to_cos",
        "freq_shift",
        "norm_eps",
        "spatial_interpolation_scale",
        "temporal_interpolation_scale",
        "timestep_activation_fn");
    return new CogVideoXDenoiser(
        keys.integer("num_layers", 30),
        VideoHeads.read(keys, 30, 64),
        patches(keys),
        new Conditions(
            keys.integer("text_embed_dim", 4096),
            keys.integer("time_embed_dim", 512),
            keys.has("ofs_embed_dim") ? keys.integer("ofs_embed_dim") : 0),
        new Layout(
            keys.flag("attention_bias", true),
            keys.flag("norm_elementwise_affine", true),
            FeedForwardKind.read(keys, FeedForwardKind.GELU_APPROXIMATE)),
        positions(keys));
  }

  private static Patches patches(Keys keys) {
    boolean overTime = keys.has("patch_size_t");
    long side = keys.integer("patch_size", 2);
    boolean bias = keys.flag("patch_bias", true);
    return new Patches(
        keys.integer("in_channels", 16),
        keys.integer("out_channels", 16),
        new Grid(overTime ? keys.integer("patch_size_t") : 1, side, side),
        overTime || bias);
  }

  private static Positions positions(Keys keys) {
    boolean rotary = keys.flag("use_rotary_positional_embeddings", false);
    if (!keys.flag("use_learned_positional_embeddings", false)) {
      keys.ignore(
          "max_text_seq_length",
          "sample_frames",
          "sample_height",
          "sample_width",
          "temporal_compression_ratio");
      return new Positions(rotary, Optional.empty());
    }
    if (!rotary) {
      throw keys.refuse(
          "use_learned_positional_embeddings",
          true,
          "false unless use_rotary_positional_embeddings is true");
    }
    long frames = keys.integer("sample_frames", 49);
    long ratio = keys.integer("temporal_compression_ratio", 4);
    dimension(CLASS, "sample_frames", frames);
    dimension(CLASS, "temporal_compression_ratio", ratio);
    Grid latent =
        new Grid(
            (frames - 1) / ratio + 1,
            keys.integer("sample_height", 60),
            keys.integer("sample_width", 90));
    return new Positions(
        true, Optional.of(new Table(keys.integer("max_text_seq_length", 226), latent)));
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return patches.extent();
  }

  @Override
  public long latentChannels() {
    return patches.in();
  }

  @Override
  public Input smallest() {
    return positions
        .table()
        .map(table -> new Input(table.latent(), table.text(), 1))
        .orElseGet(() -> new Input(patch(), 1, 1));
  }

  @Override
  public ForwardPass forward(Input input) {
    VideoPass pass = VideoPass.of(this, input);
    positions.table().ifPresent(table -> fits(table.latent(), input.latent()));
    long width = heads.width();
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of("patch embedding", patchEmbedding(pass, input.latent())));
    parts.add(Part.of("text embedding", new Linear(pass.textRows(), conditions.text(), width, 1)));
    if (!positions.rotary() || positions.table().isPresent()) {
      parts.add(Part.of("positions", addedPositions(pass)));
    }
    parts.add(new Part("time conditions", timeConditions(pass.batch()), 1));
    parts.add(new Part("block", block(pass), layers));
    parts.add(new Part("final layer", finalLayer(pass, input.latent()), 1));
    return new ForwardPass(parts, pass.tokens(), pass.text());
  }

  private static void fits(Grid table, Grid latent) {
    if (table.height() != latent.height() || table.width() != latent.width()) {
      throw new IllegalArgumentException(
          CLASS
              + " with learned positions takes one size only: latent="
              + latent
              + "; give a height and width of "
              + table.height()
              + "x"
              + table.width());
    }
  }

  private Op patchEmbedding(VideoPass pass, Grid latent) {
    return patches.bias()
        ? new PatchEmbed(pass.batch(), patches.in(), latent, patch(), heads.width())
        : new Linear(pass.rows(), product(patches.in(), patch().elements()), heads.width(), 0);
  }

  private Op addedPositions(VideoPass pass) {
    long width = heads.width();
    if (positions.table().isEmpty()) {
      return new Elementwise(Function.BROADCAST_ADD, product(pass.allRows(), width), pass.batch());
    }
    Table table = positions.table().get();
    long entries = sum(table.text(), table.latent().over("table of positions", patch()).elements());
    return new LearnedTable(pass.batch(), pass.sequence(), width, entries);
  }

  private List<CountedOp> timeConditions(long batch) {
    long time = conditions.time();
    OpList ops = new OpList().addAll("timestep", Embedders.timestep(batch, heads.width(), time));
    if (conditions.offset() > 0) {
      ops.addAll("offset", Embedders.timestep(batch, conditions.offset(), conditions.offset()))
          .residual("sum", batch, time);
    }
    return ops.build();
  }

  private List<CountedOp> block(VideoPass pass) {
    long width = heads.width();
    return new OpList()
        .addAll("attention", modulated(pass))
        .addAll(attention(pass))
        .addAll("attention", residuals(pass))
        .addAll("mlp", modulated(pass))
        .addAll(layout.feedForward().ops(pass.allRows(), width, product(MLP_RATIO, width), true))
        .addAll("mlp", residuals(pass))
        .build();
  }

  private List<CountedOp> modulated(VideoPass pass) {
    long width = heads.width();
    return new OpList()
        .addAll(modulation(pass.batch(), 6))
        .norm("norm", Norm.layer(pass.allRows(), width, layout.affine()))
        .modulate("video modulate", pass.rows(), width, pass.tokens())
        .modulate("text modulate", pass.textRows(), width, pass.text())
        .build();
  }

  private List<CountedOp> modulation(long batch, long chunks) {
    return new OpList()
        .elementwise(Function.SILU, "time activation", product(batch, conditions.time()))
        .linear("modulation", batch, conditions.time(), product(chunks, heads.width()), true)
        .build();
  }

  private List<CountedOp> attention(VideoPass pass) {
    long rows = pass.allRows();
    long width = heads.width();
    OpList ops =
        new OpList()
            .linear("qkv", rows, width, product(3, width), layout.attentionBias())
            .add("qk norm", Norm.layer(product(rows, heads.count()), heads.headWidth(), true), 2);
    if (positions.rotary()) {
      ops.add("rotary embedding", rope(pass), 2);
    }
    return ops.add(
            "joint attention",
            new Attention(pass.batch(), heads.count(), pass.sequence(), heads.headWidth()))
        .linear("attention out", rows, width, width, true)
        .build();
  }

  private Rope rope(VideoPass pass) {
    return new Rope(pass.batch(), heads.count(), pass.tokens(), heads.headWidth());
  }

  private List<CountedOp> residuals(VideoPass pass) {
    return new OpList()
        .gatedResidual("video residual", pass.rows(), heads.width(), pass.tokens())
        .gatedResidual("text residual", pass.textRows(), heads.width(), pass.text())
        .build();
  }

  private List<CountedOp> finalLayer(VideoPass pass, Grid latent) {
    long rows = pass.rows();
    long width = heads.width();
    return new OpList()
        .norm("stream norm", Norm.layer(rows, width, layout.affine()))
        .addAll(modulation(pass.batch(), 2))
        .norm("norm", Norm.layer(rows, width, layout.affine()))
        .modulate("modulate", rows, width, pass.tokens())
        .linear("projection", rows, width, product(patch().elements(), patches.out()), true)
        .add("unpatchify", new Unpatchify(pass.batch(), patches.out(), latent, patch()))
        .build();
  }
}
