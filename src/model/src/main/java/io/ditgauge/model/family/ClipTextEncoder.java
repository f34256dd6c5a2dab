package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.LearnedTable;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Lookup;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.config.Keys;
import java.util.ArrayList;
import java.util.List;

/**
 * The text encoder of CLIP or OpenCLIP: learned positions, pre-norm layers with biases, and for the
 * pooled text a projection of one token a sample.
 *
 * <p>Work of a token and layer: 4 D^2 + 2 D F MACs and 2 T D of attention.
 *
 * <p>Layout: huggingface/transformers, modeling_clip.py ({@code CLIPTextModel}, {@code
 * CLIPTextModelWithProjection}). Papers: Radford et al., arXiv 2103.00020; Cherti et al., arXiv
 * 2212.07143 (OpenCLIP).
 *
 * @param layers L
 * @param width D
 * @param heads H
 * @param hidden F
 * @param activation of the feed-forward part
 * @param ends embedding and projection
 */
record ClipTextEncoder(
    long layers, long width, long heads, long hidden, Function activation, Ends ends)
    implements TextNetwork {
  /** Class without projection. */
  static final String PLAIN = "CLIPTextModel";

  /** Class with projection. */
  static final String PROJECTED = "CLIPTextModelWithProjection";

  /**
   * What is around the layers.
   *
   * @param vocabulary V
   * @param positions longest text
   * @param projection width of the pooled text, or 0 without projection
   */
  record Ends(long vocabulary, long positions, long projection) {}

  /** Validates the dimensions. */
  ClipTextEncoder {
    dimension(PLAIN, "layers", layers);
    dimension(PLAIN, "hidden", hidden);
    dimension(PLAIN, "width", width);
    TextConfigs.headWidth(PLAIN, width, heads);
    dimension(PLAIN, "vocabulary", ends.vocabulary());
    dimension(PLAIN, "positions", ends.positions());
  }

  /** Reads the configuration, with the library's defaults, as the class without projection. */
  static ClipTextEncoder readPlain(Keys keys) {
    keys.ignore("projection_dim");
    return read(keys, 0);
  }

  /** As {@link #readPlain}, as the class with projection. */
  static ClipTextEncoder readProjected(Keys keys) {
    return read(keys, dimension(PROJECTED, "projection", keys.integer("projection_dim", 512)));
  }

  private static ClipTextEncoder read(Keys keys, long projection) {
    TextConfigs.ignoreHarmless(keys);
    return new ClipTextEncoder(
        keys.integer("num_hidden_layers", 12),
        keys.integer("hidden_size", 512),
        keys.integer("num_attention_heads", 8),
        keys.integer("intermediate_size", 2048),
        TextConfigs.activation(keys, "hidden_act", "quick_gelu"),
        new Ends(
            keys.integer("vocab_size", 49408),
            keys.integer("max_position_embeddings", 77),
            projection));
  }

  @Override
  public String className() {
    return ends.projection() == 0 ? PLAIN : PROJECTED;
  }

  @Override
  public ForwardPass forward(long tokens, long batch) {
    TextConfigs.withinPositions(className(), tokens, ends.positions());
    dimension(className(), "batch", batch);
    long rows = product(batch, tokens);
    List<CountedOp> embedding =
        new OpList()
            .add("look-up", new Lookup(rows, width, ends.vocabulary()))
            .add("positions", new LearnedTable(batch, tokens, width, ends.positions()))
            .build();
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("embedding", embedding, 1));
    parts.add(new Part("layer", layer(tokens, batch), layers));
    parts.add(Part.of("final norm", Norm.layer(rows, width, true)));
    if (ends.projection() > 0) {
      parts.add(Part.of("projection", new Linear(batch, width, ends.projection(), 0)));
    }
    return new ForwardPass(parts, tokens, 0);
  }

  private List<CountedOp> layer(long tokens, long batch) {
    long rows = product(batch, tokens);
    return new OpList()
        .norm("attention norm", Norm.layer(rows, width, true))
        .linear("q", rows, width, width, true)
        .linear("k", rows, width, width, true)
        .linear("v", rows, width, width, true)
        .add("attention", new Sdpa(batch, heads, heads, tokens, tokens, width / heads))
        .linear("o", rows, width, width, true)
        .residual("attention residual", rows, width)
        .norm("mlp norm", Norm.layer(rows, width, true))
        .twoLayer("mlp", rows, new OpList.Widths(width, hidden, width), activation, true)
        .residual("mlp residual", rows, width)
        .build();
  }

  @Override
  public List<String> leftOut() {
    return List.of(
        "The causal mask saves nothing here: attention is counted over all tokens, which kernels"
            + " for 77 tokens run.");
  }
}
