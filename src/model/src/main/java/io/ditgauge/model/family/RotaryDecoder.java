package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Lookup;
import io.ditgauge.model.Moe;
import io.ditgauge.model.Norm;
import io.ditgauge.model.OpList;
import io.ditgauge.model.Rope;
import io.ditgauge.model.Sdpa;
import io.ditgauge.model.arch.ForwardPass;
import io.ditgauge.model.arch.Part;
import io.ditgauge.model.arch.TextNetwork;
import java.util.ArrayList;
import java.util.List;

/**
 * A decoder-only language model with rotary positions, RMSNorm, grouped queries and a gated
 * feed-forward part: Llama, Mistral, Mixtral, Qwen2 and Gemma 2.
 *
 * <p>Work of a token and layer: D (2 H + 2 G) K + 3 D F MACs and 2 T H K of attention, with all T
 * tokens of the sequence: the usual convention for the utilization of language models does not
 * halve the causal mask. The embedding is a look-up without MACs, the head a linear map of D V.
 *
 * <p>Layout: huggingface/transformers, modeling_llama.py, modeling_mistral.py, modeling_mixtral.py,
 * modeling_qwen2.py, modeling_gemma2.py.
 *
 * @param className class of the library
 * @param layers L
 * @param width D
 * @param attention heads
 * @param feedForward feed-forward part
 * @param ends embedding, head, and what is around the layers
 */
record RotaryDecoder(
    String className, long layers, long width, Heads attention, FeedForward feedForward, Ends ends)
    implements TextNetwork {
  /**
   * Attention.
   *
   * @param heads H
   * @param kvHeads G; divides H
   * @param headWidth K
   * @param inputBias whether queries, keys and values have biases
   * @param outputBias whether the output has one
   */
  record Heads(long heads, long kvHeads, long headWidth, boolean inputBias, boolean outputBias) {
    /** Validates the dimensions. */
    Heads {
      dimension("attention", "heads", heads);
      dimension("attention", "kvHeads", kvHeads);
      dimension("attention", "headWidth", headWidth);
      divides("attention", "kvHeads", kvHeads, "heads", heads);
    }
  }

  /**
   * Gated feed-forward part.
   *
   * @param hidden F, of one expert
   * @param activation of the gate
   * @param bias whether its matrices have biases
   * @param experts number of experts; 1 for a dense part
   * @param active experts that a token meets
   */
  record FeedForward(long hidden, Function activation, boolean bias, long experts, long active) {
    /** Validates the dimensions. */
    FeedForward {
      dimension("feed-forward part", "hidden", hidden);
      dimension("feed-forward part", "experts", experts);
      dimension("feed-forward part", "active", active);
    }

    /** A dense part. */
    static FeedForward dense(long hidden, Function activation, boolean bias) {
      return new FeedForward(hidden, activation, bias, 1, 1);
    }
  }

  /**
   * What is around the layers.
   *
   * @param vocabulary V
   * @param head whether the pass ends with the scores of the vocabulary
   * @param tied whether the head has the weights of the embedding
   * @param gemma whether the layout is Gemma 2's: a scaled embedding, norms behind attention and
   *     feed-forward part too, and soft-capped scores
   */
  record Ends(long vocabulary, boolean head, boolean tied, boolean gemma) {}

  /** Validates the dimensions. */
  RotaryDecoder {
    dimension(className, "layers", layers);
    dimension(className, "width", width);
    dimension(className, "vocabulary", ends.vocabulary());
  }

  @Override
  public ForwardPass forward(long tokens, long batch) {
    dimension(className, "tokens", tokens);
    dimension(className, "batch", batch);
    long rows = product(batch, tokens);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("embedding", embedding(rows), 1));
    parts.add(new Part("layer", layer(tokens, batch), layers));
    parts.add(Part.of("final norm", Norm.rms(rows, width)));
    if (ends.head()) {
      parts.add(new Part("head", head(rows), 1));
    }
    return new ForwardPass(parts, tokens, 0);
  }

  private List<CountedOp> embedding(long rows) {
    OpList ops = new OpList().add("look-up", new Lookup(rows, width, ends.vocabulary()));
    if (ends.gemma()) {
      ops.elementwise(Function.SCALE, "scale", product(rows, width));
    }
    return ops.build();
  }

  private List<CountedOp> layer(long tokens, long batch) {
    long rows = product(batch, tokens);
    OpList ops =
        new OpList().norm("attention norm", Norm.rms(rows, width)).addAll(attention(tokens, batch));
    if (ends.gemma()) {
      ops.norm("norm behind attention", Norm.rms(rows, width));
    }
    ops.residual("attention residual", rows, width)
        .norm("mlp norm", Norm.rms(rows, width))
        .addAll(feedForward(rows));
    if (ends.gemma()) {
      ops.norm("norm behind mlp", Norm.rms(rows, width));
    }
    return ops.residual("mlp residual", rows, width).build();
  }

  private List<CountedOp> attention(long tokens, long batch) {
    long rows = product(batch, tokens);
    long queries = product(attention.heads(), attention.headWidth());
    long keys = product(attention.kvHeads(), attention.headWidth());
    long headWidth = attention.headWidth();
    return new OpList()
        .linear("q", rows, width, queries, attention.inputBias())
        .linear("k", rows, width, keys, attention.inputBias())
        .linear("v", rows, width, keys, attention.inputBias())
        .add("q rotation", new Rope(batch, attention.heads(), tokens, headWidth))
        .add("k rotation", new Rope(batch, attention.kvHeads(), tokens, headWidth))
        .add(
            "attention",
            new Sdpa(batch, attention.heads(), attention.kvHeads(), tokens, tokens, headWidth))
        .linear("o", rows, queries, width, attention.outputBias())
        .build();
  }

  private List<CountedOp> feedForward(long rows) {
    FeedForward it = feedForward;
    if (it.experts() > 1) {
      Moe experts = new Moe(rows, width, it.hidden(), it.experts(), it.active());
      return List.of(new CountedOp("experts", experts, 1));
    }
    return gated(rows, width, it.hidden(), it.activation(), it.bias());
  }

  /** f(x wg^T) * (x wu^T), then down: three matrices, the library's {@code gate, up, down}. */
  static List<CountedOp> gated(
      long rows, long width, long hidden, Function activation, boolean bias) {
    return new OpList()
        .linear("gate", rows, width, hidden, bias)
        .linear("up", rows, width, hidden, bias)
        .elementwise(activation, "mlp activation", product(rows, hidden))
        .elementwise(Function.MULTIPLY, "mlp product", product(rows, hidden))
        .linear("down", rows, hidden, width, bias)
        .build();
  }

  private List<CountedOp> head(long rows) {
    Linear scores = new Linear(rows, width, ends.vocabulary(), 0);
    OpList ops = new OpList();
    if (ends.tied()) {
      ops.addShared("scores", scores, 1);
    } else {
      ops.add("scores", scores);
    }
    if (ends.gemma()) {
      long elements = product(rows, ends.vocabulary());
      ops.elementwise(Function.SCALE, "scores over cap", elements)
          .elementwise(Function.TANH, "scores cap", elements)
          .elementwise(Function.SCALE, "scores times cap", elements);
    }
    return ops.build();
  }

  @Override
  public List<String> leftOut() {
    List<String> result = new ArrayList<>();
    result.add(
        "The causal mask and sliding windows save nothing here: attention is counted over all"
            + " tokens, as the usual utilization figures do.");
    if (ends.gemma()) {
      result.add("The soft cap of the attention scores, 3 elementwise operations a score.");
    }
    return List.copyOf(result);
  }
}
