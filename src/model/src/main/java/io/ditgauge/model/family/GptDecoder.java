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
 * GPT-2, and GPT-3 as its paper describes it: learned positions, pre-norm layers with biases, a
 * head tied to the embedding.
 *
 * <p>Work of a token and layer: 4 D^2 + 2 D F MACs and 2 T D of attention, over all T tokens: the
 * usual convention for the utilization of language models does not halve the causal mask.
 *
 * <p>{@code GPT2LMHeadModel} and {@code GPT2Model} are classes of huggingface/transformers
 * (modeling_gpt2.py); {@code GPT3} is a name of ours for the same layout, since GPT-3's weights and
 * code are not published; its paper (Brown et al., arXiv 2005.14165, section 2.1) names GPT-2's
 * layout but for banded attention.
 *
 * @param className class of the library, or {@code GPT3}
 * @param layers L
 * @param width D
 * @param heads H
 * @param mlp feed-forward part
 * @param ends embedding and head
 */
record GptDecoder(String className, long layers, long width, long heads, Hidden mlp, Ends ends)
    implements TextNetwork {
  /** GPT-3, a name of ours. */
  static final String GPT3 = "GPT3";

  /** GPT-2 with its head. */
  static final String GPT2_HEAD = "GPT2LMHeadModel";

  /** GPT-2 without head. */
  static final String GPT2 = "GPT2Model";

  private static final long MLP_RATIO = 4;

  /**
   * Feed-forward part.
   *
   * @param width F
   * @param activation its function
   */
  record Hidden(long width, Function activation) {}

  /**
   * What is around the layers.
   *
   * @param vocabulary V
   * @param positions longest text
   * @param head whether the pass ends with the scores of the vocabulary
   */
  record Ends(long vocabulary, long positions, boolean head) {}

  /** Validates the dimensions. */
  GptDecoder {
    dimension(className, "layers", layers);
    dimension(className, "width", width);
    TextConfigs.headWidth(className, width, heads);
    dimension(className, "hidden", mlp.width());
    dimension(className, "vocabulary", ends.vocabulary());
    dimension(className, "positions", ends.positions());
  }

  /** Reads a GPT-2 configuration as the class with the head. */
  static GptDecoder readWithHead(Keys keys) {
    return read(keys, GPT2_HEAD, 1024, true);
  }

  /** Reads a GPT-2 configuration as the class without head. */
  static GptDecoder readWithoutHead(Keys keys) {
    return read(keys, GPT2, 1024, false);
  }

  /** Reads GPT-3's shape, in GPT-2's keys. */
  static GptDecoder readGpt3(Keys keys) {
    return read(keys, GPT3, 2048, true);
  }

  private static GptDecoder read(Keys keys, String name, long positions, boolean head) {
    TextConfigs.ignoreHarmless(keys);
    keys.ignore("n_ctx", "resid_pdrop", "embd_pdrop", "attn_pdrop", "tie_word_embeddings");
    keys.ignore("summary_type", "summary_use_proj", "summary_activation");
    keys.ignore("summary_first_dropout", "summary_proj_to_labels", "scale_attn_weights");
    keys.ignore("scale_attn_by_inverse_layer_idx", "reorder_and_upcast_attn");
    long width = keys.integer("n_embd", 768);
    return new GptDecoder(
        name,
        keys.integer("n_layer", 12),
        width,
        keys.integer("n_head", 12),
        new Hidden(
            keys.has("n_inner") ? keys.integer("n_inner") : product(MLP_RATIO, width),
            TextConfigs.activation(keys, "activation_function", "gelu_new")),
        new Ends(keys.integer("vocab_size", 50257), keys.integer("n_positions", positions), head));
  }

  @Override
  public ForwardPass forward(long tokens, long batch) {
    TextConfigs.withinPositions(className, tokens, ends.positions());
    dimension(className, "batch", batch);
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
    if (ends.head()) {
      Linear scores = new Linear(rows, width, ends.vocabulary(), 0);
      parts.add(new Part("head", new OpList().addShared("scores", scores, 1).build(), 1));
    }
    return new ForwardPass(parts, tokens, 0);
  }

  private List<CountedOp> layer(long tokens, long batch) {
    long rows = product(batch, tokens);
    OpList.Widths widths = new OpList.Widths(width, mlp.width(), width);
    return new OpList()
        .norm("attention norm", Norm.layer(rows, width, true))
        .linear("qkv", rows, width, product(3, width), true)
        .add("attention", new Sdpa(batch, heads, heads, tokens, tokens, width / heads))
        .linear("o", rows, width, width, true)
        .residual("attention residual", rows, width)
        .norm("mlp norm", Norm.layer(rows, width, true))
        .twoLayer("mlp", rows, widths, mlp.activation(), true)
        .residual("mlp residual", rows, width)
        .build();
  }

  @Override
  public List<String> leftOut() {
    List<String> result = new ArrayList<>();
    result.add(
        "The causal mask saves nothing here: attention is counted over all tokens, as the usual"
            + " utilization figures do.");
    if (className.equals(GPT3)) {
      result.add("The banded attention of every second layer, which is counted dense.");
    }
    return List.copyOf(result);
  }
}
