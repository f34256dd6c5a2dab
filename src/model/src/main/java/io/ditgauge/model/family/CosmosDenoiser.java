package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Elementwise;
import io.ditgauge.model.Function;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cosmos 1.0 and Cosmos-Predict2: blocks of self-attention, cross-attention and an MLP, each under
 * a modulation of low rank (adaLN-LoRA), without biases.
 *
 * <p>Layout: huggingface/diffusers, transformer_cosmos.py ({@code CosmosTransformer3DModel}).
 *
 * @param layers L
 * @param attention self-attention: heads, their width and D
 * @param hidden F
 * @param rank width between the two matrices of a modulation
 * @param latent channels, patch and learned positions
 * @param text widths of the text
 */
record CosmosDenoiser(
    long layers, AttentionLayer attention, long hidden, long rank, Latent latent, Text text)
    implements Denoiser {
  /** Class in the library. */
  static final String CLASS = "CosmosTransformer3DModel";

  /** Shift, scale and gate. */
  private static final long CHUNKS = 3;

  /**
   * The latent.
   *
   * @param in channels embedded, masks included
   * @param out channels predicted
   * @param patch elements of a token
   * @param positions tokens that the learned positions reach to, if there are any
   */
  record Latent(long in, long out, Grid patch, Optional<Grid> positions) {}

  /**
   * The text.
   *
   * @param width of the tokens that the blocks attend to
   * @param encoded width that the text encoder gives, where a projection comes first
   */
  record Text(long width, Optional<Long> encoded) {}

  /** Reads the configuration, with the library's defaults. */
  static CosmosDenoiser read(Keys keys) {
    keys.ignore("rope_scale");
    long heads = keys.integer("num_attention_heads", 32);
    long headWidth = keys.integer("attention_head_dim", 128);
    AttentionLayer attention = AttentionLayer.of(heads, headWidth, AttentionLayer.Style.PLAIN);
    return new CosmosDenoiser(
        keys.integer("num_layers", 28),
        attention,
        (long) (keys.number("mlp_ratio", 4) * attention.width()),
        dimension(CLASS, "adaln_lora_dim", keys.integer("adaln_lora_dim", 256)),
        latent(keys),
        text(keys));
  }

  private static Latent latent(Keys keys) {
    Grid patch = KeyChecks.grid(keys, "patch_size", new Grid(1, 2, 2));
    Grid largest = KeyChecks.grid(keys, "max_size", new Grid(128, 240, 240));
    long mask = keys.flag("concat_padding_mask", true) ? 1 : 0;
    boolean learned = !keys.isNull("extra_pos_embed_type");
    if (learned) {
      KeyChecks.choice(keys, "extra_pos_embed_type", "learnable", List.of("learnable"));
    }
    Grid positions =
        new Grid(
            largest.frames() / patch.frames(),
            largest.height() / patch.height(),
            largest.width() / patch.width());
    return new Latent(
        sum(keys.integer("in_channels", 16), mask),
        keys.integer("out_channels", 16),
        patch,
        learned ? Optional.of(positions) : Optional.empty());
  }

  private static Text text(Keys keys) {
    long width = keys.integer("text_embed_dim", 1024);
    boolean projected =
        keys.has("use_crossattn_projection") && keys.flag("use_crossattn_projection", false);
    if (!projected) {
      keys.ignore("crossattn_proj_in_channels", "encoder_hidden_states_channels");
      return new Text(width, Optional.empty());
    }
    KeyChecks.fixed(keys, "encoder_hidden_states_channels", width, "text_embed_dim");
    return new Text(width, Optional.of(keys.integer("crossattn_proj_in_channels", 1024)));
  }

  private long width() {
    return attention.width();
  }

  private AttentionLayer cross() {
    return new AttentionLayer(
        width(), text.width(), attention.heads(), attention.headWidth(), attention.style());
  }

  @Override
  public String className() {
    return CLASS;
  }

  @Override
  public Grid patch() {
    return latent.patch();
  }

  @Override
  public long latentChannels() {
    return latent.out();
  }

  @Override
  public List<String> leftOut() {
    return List.of(
        "Times of single frames: with frames given as conditions, each frame has a modulation of its"
            + " own, which the library runs for each token.");
  }

  @Override
  public ForwardPass forward(Input input) {
    dimension(CLASS, "textTokens", input.textTokens());
    long batch = input.batch();
    Grid tokens = input.latent().over("latent", patch());
    long rows = product(batch, tokens.elements());
    long patchElements = product(latent.in(), patch().elements());
    long textRows = product(batch, input.textTokens());
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of("patch embedding", new Linear(rows, patchElements, width(), 0)));
    latent
        .positions()
        .ifPresent(
            table -> parts.add(new Part("position embedding", positions(rows, tokens, table), 1)));
    parts.add(new Part("time embedding", time(batch), 1));
    text.encoded()
        .ifPresent(
            encoded -> parts.add(new Part("text embedding", projection(textRows, encoded), 1)));
    parts.add(new Part("block", block(batch, tokens.elements(), input.textTokens()), layers));
    parts.add(new Part("final layer", finalLayer(input, rows), 1));
    return new ForwardPass(parts, tokens.elements(), input.textTokens());
  }

  /** Learned positions of frame, row and column, added and scaled to unit length. */
  private List<CountedOp> positions(long rows, Grid tokens, Grid table) {
    atMost("frames", tokens.frames(), table.frames());
    atMost("height", tokens.height(), table.height());
    atMost("width", tokens.width(), table.width());
    return new OpList()
        .add("frame", new Lookup(rows, width(), table.frames()))
        .add("row", new Lookup(rows, width(), table.height()))
        .add("column", new Lookup(rows, width(), table.width()))
        .add("sum", new Elementwise(Function.ADD, product(rows, width()), 1), 2)
        .norm("norm", new Norm(Norm.Kind.RMS, rows, width(), 0))
        .build();
  }

  private static void atMost(String axis, long tokens, long largest) {
    if (tokens > largest) {
      throw new IllegalArgumentException(
          axis
              + " must be at most "
              + largest
              + " tokens, to which the learned positions reach: "
              + axis
              + "="
              + tokens
              + " (in "
              + CLASS
              + ", max_size); make a smaller video");
    }
  }

  private List<CountedOp> time(long batch) {
    long features = product(batch, width());
    return new OpList()
        .add("sinusoids", new Elementwise(Function.SINUSOID, features, width()))
        .twoLayer(
            "embedder",
            batch,
            new OpList.Widths(width(), width(), product(CHUNKS, width())),
            Function.SILU,
            false)
        .norm("norm", Norm.rms(batch, width()))
        .build();
  }

  private List<CountedOp> projection(long rows, long encoded) {
    return new OpList()
        .linear("projection", rows, encoded, text.width(), true)
        .elementwise(Function.GELU, "activation", product(rows, text.width()))
        .build();
  }

  private List<CountedOp> block(long batch, long tokens, long textTokens) {
    long rows = product(batch, tokens);
    OpList ops = new OpList();
    if (latent.positions().isPresent()) {
      ops.residual("positions", rows, width());
    }
    return ops.addAll(modulated("attention", batch, rows))
        .addAll(attention.self(batch, tokens))
        .gatedResidual("attention residual", rows, width(), tokens)
        .addAll(modulated("cross", batch, rows))
        .addAll(cross().cross(batch, tokens, textTokens))
        .gatedResidual("cross residual", rows, width(), tokens)
        .addAll(modulated("mlp", batch, rows))
        .twoLayer("mlp", rows, new OpList.Widths(width(), hidden, width()), Function.GELU, false)
        .gatedResidual("mlp residual", rows, width(), tokens)
        .build();
  }

  private List<CountedOp> modulated(String name, long batch, long rows) {
    return new OpList()
        .addAll(name, modulation(batch, CHUNKS))
        .norm(name + " norm", Norm.layer(rows, width(), false))
        .modulate(name + " modulate", rows, width(), rows / batch)
        .build();
  }

  /** D to the rank to n D, to which the shared modulation is added. */
  private List<CountedOp> modulation(long batch, long chunks) {
    return new OpList()
        .elementwise(Function.SILU, "activation", product(batch, width()))
        .linear("modulation down", batch, width(), rank, false)
        .linear("modulation up", batch, rank, product(chunks, width()), false)
        .elementwise(Function.ADD, "modulation sum", product(batch, chunks, width()))
        .build();
  }

  private List<CountedOp> finalLayer(Input input, long rows) {
    long batch = input.batch();
    return new OpList()
        .addAll(modulation(batch, 2))
        .norm("norm", Norm.layer(rows, width(), false))
        .modulate("modulate", rows, width(), rows / batch)
        .linear("projection", rows, width(), product(latent.out(), patch().elements()), false)
        .add("unpatchify", new Unpatchify(batch, latent.out(), input.latent(), patch()))
        .build();
  }
}
