package io.ditgauge.model.family;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.product;

import io.ditgauge.model.CountedOp;
import io.ditgauge.model.Function;
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
import java.util.Locale;

/**
 * The encoder of T5, T5 v1.1, or multilingual UMT5: relative positions as a learned bias on the
 * scores, RMSNorm, no biases.
 *
 * <p>Work of a token and layer: 4 D H K + 3 D F MACs (2 D F where the feed-forward part is not
 * gated) and 2 T H K of attention. T5 does not scale its scores: adding the position bias takes the
 * place of the scale in the two elementwise operations of {@link Sdpa}. T5 looks the bias up once,
 * UMT5 in every layer.
 *
 * <p>Layout: huggingface/transformers, modeling_t5.py and modeling_umt5.py. Papers: Raffel et al.,
 * arXiv 1910.10683; Shazeer, arXiv 2002.05202 (the gate); Chung et al., arXiv 2304.09151 (UMT5).
 *
 * @param className class of the library
 * @param layers L
 * @param width D
 * @param attention heads and positions
 * @param feedForward feed-forward part
 * @param vocabulary V
 */
record T5Encoder(
    String className,
    long layers,
    long width,
    Attending attention,
    FeedForward feedForward,
    long vocabulary)
    implements TextNetwork {
  /** T5's class in the library. */
  static final String T5 = "T5EncoderModel";

  /** UMT5's class in the library. */
  static final String UMT5 = "UMT5EncoderModel";

  /**
   * Attention.
   *
   * @param heads H
   * @param headWidth K; H K need not be D
   * @param buckets distances that the bias tells apart
   * @param biasInEveryLayer whether each layer has a table of its own, as UMT5's do
   */
  record Attending(long heads, long headWidth, long buckets, boolean biasInEveryLayer) {
    /** Validates the dimensions. */
    Attending {
      dimension("attention", "heads", heads);
      dimension("attention", "headWidth", headWidth);
      dimension("attention", "buckets", buckets);
    }
  }

  /**
   * Feed-forward part.
   *
   * @param hidden F
   * @param activation its function
   * @param gated whether a third matrix gates it
   */
  record FeedForward(long hidden, Function activation, boolean gated) {
    /** Validates the dimension. */
    FeedForward {
      dimension("feed-forward part", "hidden", hidden);
    }
  }

  /** Validates the dimensions. */
  T5Encoder {
    dimension(className, "layers", layers);
    dimension(className, "width", width);
    dimension(className, "vocabulary", vocabulary);
  }

  /** Reads a T5 configuration, of which the encoder is taken. */
  static T5Encoder readT5(Keys keys) {
    return read(
        keys,
        T5,
        new T5Encoder(
            T5,
            6,
            512,
            new Attending(8, 64, 32, false),
            new FeedForward(2048, Function.RELU, false),
            32128),
        "relu");
  }

  /** Reads a UMT5 configuration, of which the encoder is taken. */
  static T5Encoder readUmt5(Keys keys) {
    return read(
        keys,
        UMT5,
        new T5Encoder(
            UMT5,
            8,
            512,
            new Attending(6, 64, 32, true),
            new FeedForward(1024, Function.GELU_TANH, true),
            250112),
        "gated-gelu");
  }

  private static T5Encoder read(Keys keys, String name, T5Encoder defaults, String projection) {
    TextConfigs.ignoreHarmless(keys);
    keys.ignore("num_decoder_layers", "relative_attention_max_distance", "tie_word_embeddings");
    keys.ignore("dense_act_fn", "is_gated_act", "n_positions", "tokenizer_class");
    keys.ignore("scalable_attention", "is_decoder");
    Attending attention = defaults.attention();
    return new T5Encoder(
        name,
        keys.integer("num_layers", defaults.layers()),
        keys.integer("d_model", defaults.width()),
        new Attending(
            keys.integer("num_heads", attention.heads()),
            keys.integer("d_kv", attention.headWidth()),
            keys.integer("relative_attention_num_buckets", attention.buckets()),
            attention.biasInEveryLayer()),
        feedForward(
            keys,
            keys.integer("d_ff", defaults.feedForward().hidden()),
            keys.text("feed_forward_proj", projection)),
        keys.integer("vocab_size", defaults.vocabulary()));
  }

  /** {@code gated-gelu} means the tanh form, as the library reads it. */
  private static FeedForward feedForward(Keys keys, long hidden, String projection) {
    boolean gated = projection.toLowerCase(Locale.ROOT).startsWith("gated-");
    String name = gated ? projection.substring("gated-".length()) : projection;
    return new FeedForward(
        hidden,
        gated && name.equals("gelu")
            ? Function.GELU_TANH
            : TextConfigs.activation(keys, "feed_forward_proj", name, "gated-gelu"),
        gated);
  }

  @Override
  public ForwardPass forward(long tokens, long batch) {
    dimension(className, "tokens", tokens);
    dimension(className, "batch", batch);
    long rows = product(batch, tokens);
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of("embedding", new Lookup(rows, width, vocabulary)));
    if (!attention.biasInEveryLayer()) {
      parts.add(Part.of("position bias", positionBias(tokens)));
    }
    parts.add(new Part("layer", layer(tokens, batch), layers));
    parts.add(Part.of("final norm", Norm.rms(rows, width)));
    return new ForwardPass(parts, tokens, 0);
  }

  private Lookup positionBias(long tokens) {
    return new Lookup(product(tokens, tokens), attention.heads(), attention.buckets());
  }

  private List<CountedOp> layer(long tokens, long batch) {
    long rows = product(batch, tokens);
    long inner = product(attention.heads(), attention.headWidth());
    OpList ops = new OpList().norm("attention norm", Norm.rms(rows, width));
    if (attention.biasInEveryLayer()) {
      ops.add("position bias", positionBias(tokens));
    }
    return ops.linear("q", rows, width, inner, false)
        .linear("k", rows, width, inner, false)
        .linear("v", rows, width, inner, false)
        .add(
            "attention",
            new Sdpa(
                batch, attention.heads(), attention.heads(), tokens, tokens, attention.headWidth()))
        .linear("o", rows, inner, width, false)
        .residual("attention residual", rows, width)
        .norm("mlp norm", Norm.rms(rows, width))
        .addAll(mlp(rows))
        .residual("mlp residual", rows, width)
        .build();
  }

  private List<CountedOp> mlp(long rows) {
    FeedForward it = feedForward;
    return it.gated()
        ? RotaryDecoder.gated(rows, width, it.hidden(), it.activation(), false)
        : new OpList()
            .twoLayer(
                "mlp", rows, new OpList.Widths(width, it.hidden(), width), it.activation(), false)
            .build();
  }

  @Override
  public List<String> leftOut() {
    return List.of("The decoder, where the configuration has one: only the encoder runs.");
  }
}
