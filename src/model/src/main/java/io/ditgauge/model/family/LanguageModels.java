package io.ditgauge.model.family;

import io.ditgauge.model.Function;
import io.ditgauge.model.config.Family;
import io.ditgauge.model.config.Keys;
import io.ditgauge.model.family.RotaryDecoder.Ends;
import io.ditgauge.model.family.RotaryDecoder.FeedForward;
import io.ditgauge.model.family.RotaryDecoder.Heads;
import java.util.List;

/**
 * Reads the configurations of {@link RotaryDecoder}s, with the defaults of huggingface/transformers
 * (configuration_llama.py, configuration_mistral.py, configuration_mixtral.py,
 * configuration_qwen2.py, configuration_qwen2_5_vl.py, configuration_gemma2.py).
 */
final class LanguageModels {
  private static final String QWEN_VISION = "Qwen2_5_VLForConditionalGeneration";

  static final List<Family> ALL =
      List.of(
          family(keys -> llama(keys, "LlamaForCausalLM", true), "LlamaForCausalLM", "llama"),
          family(keys -> llama(keys, "LlamaModel", false), "LlamaModel"),
          family(
              keys -> mistral(keys, "MistralForCausalLM", true), "MistralForCausalLM", "mistral"),
          family(keys -> mistral(keys, "MistralModel", false), "MistralModel"),
          family(
              keys -> mixtral(keys, "MixtralForCausalLM", true), "MixtralForCausalLM", "mixtral"),
          family(keys -> mixtral(keys, "MixtralModel", false), "MixtralModel"),
          family(keys -> qwen2(keys, "Qwen2ForCausalLM", true), "Qwen2ForCausalLM", "qwen2"),
          family(keys -> qwen2(keys, "Qwen2Model", false), "Qwen2Model"),
          family(LanguageModels::qwenVision, QWEN_VISION, "qwen2_5_vl"),
          family(keys -> gemma2(keys, "Gemma2ForCausalLM", true), "Gemma2ForCausalLM", "gemma2"),
          family(keys -> gemma2(keys, "Gemma2Model", false), "Gemma2Model"));

  private LanguageModels() {}

  private static Family family(
      java.util.function.Function<Keys, RotaryDecoder> reader, String... names) {
    return new Family(List.of(names), reader::apply);
  }

  /**
   * Defaults of a configuration class.
   *
   * @param vocabulary V
   * @param width D
   * @param hidden F
   * @param layers L
   * @param heads H
   * @param kvHeads G
   */
  private record Defaults(
      long vocabulary, long width, long hidden, long layers, long heads, long kvHeads) {}

  private static RotaryDecoder llama(Keys keys, String name, boolean head) {
    TextConfigs.ignoreHarmless(keys);
    Defaults defaults = new Defaults(32000, 4096, 11008, 32, 32, 0);
    boolean bias = keys.flag("attention_bias", false);
    return new RotaryDecoder(
        name,
        keys.integer("num_hidden_layers", defaults.layers()),
        keys.integer("hidden_size", defaults.width()),
        heads(keys, name, defaults, bias, bias),
        dense(keys, defaults, keys.flag("mlp_bias", false)),
        ends(keys, defaults, head));
  }

  private static RotaryDecoder mistral(Keys keys, String name, boolean head) {
    return withoutBiases(keys, name, new Defaults(32000, 4096, 14336, 32, 32, 8), head);
  }

  private static RotaryDecoder mixtral(Keys keys, String name, boolean head) {
    keys.ignore("output_router_logits", "router_aux_loss_coef", "router_jitter_noise");
    RotaryDecoder dense = mistral(keys, name, head);
    if (dense.feedForward().activation() != Function.SILU) {
      throw keys.refuse("hidden_act", keys.text("hidden_act", "silu"), "silu in experts");
    }
    FeedForward experts =
        new FeedForward(
            dense.feedForward().hidden(),
            Function.SILU,
            false,
            keys.integer("num_local_experts", 8),
            keys.integer("num_experts_per_tok", 2));
    return new RotaryDecoder(
        name, dense.layers(), dense.width(), dense.attention(), experts, dense.ends());
  }

  private static RotaryDecoder withoutBiases(
      Keys keys, String name, Defaults defaults, boolean head) {
    TextConfigs.ignoreHarmless(keys);
    keys.ignore("sliding_window");
    return new RotaryDecoder(
        name,
        keys.integer("num_hidden_layers", defaults.layers()),
        keys.integer("hidden_size", defaults.width()),
        heads(keys, name, defaults, false, false),
        dense(keys, defaults, false),
        ends(keys, defaults, head));
  }

  private static RotaryDecoder qwen2(Keys keys, String name, boolean head) {
    return qwen(keys, name, new Defaults(151936, 4096, 22016, 32, 32, 32), head);
  }

  /** The text part; published files have its keys at the top or in {@code text_config}. */
  private static RotaryDecoder qwenVision(Keys keys) {
    TextConfigs.ignoreHarmless(keys);
    keys.ignore("vision_config", "image_token_id", "video_token_id", "vision_token_id");
    keys.ignore("vision_start_token_id", "vision_end_token_id", "tie_word_embeddings");
    Defaults defaults = new Defaults(152064, 8192, 29568, 80, 64, 8);
    return qwen(keys.object("text_config").orElse(keys), QWEN_VISION, defaults, true);
  }

  private static RotaryDecoder qwen(Keys keys, String name, Defaults defaults, boolean head) {
    TextConfigs.ignoreHarmless(keys);
    keys.ignore("sliding_window", "use_sliding_window", "max_window_layers", "layer_types");
    return new RotaryDecoder(
        name,
        keys.integer("num_hidden_layers", defaults.layers()),
        keys.integer("hidden_size", defaults.width()),
        heads(keys, name, defaults, true, false),
        dense(keys, defaults, false),
        ends(keys, defaults, head));
  }

  private static RotaryDecoder gemma2(Keys keys, String name, boolean head) {
    TextConfigs.ignoreHarmless(keys);
    keys.ignore("sliding_window", "layer_types", "query_pre_attn_scalar", "hidden_act");
    keys.ignore("attn_logit_softcapping", "final_logit_softcapping");
    keys.ignore("use_bidirectional_attention", "max_position_embeddings");
    boolean bias = keys.flag("attention_bias", false);
    return new RotaryDecoder(
        name,
        keys.integer("num_hidden_layers", 26),
        keys.integer("hidden_size", 2304),
        new Heads(
            keys.integer("num_attention_heads", 8),
            keys.integer("num_key_value_heads", 4),
            keys.integer("head_dim", 256),
            bias,
            bias),
        FeedForward.dense(
            keys.integer("intermediate_size", 9216),
            TextConfigs.activation(keys, "hidden_activation", "gelu_pytorch_tanh"),
            false),
        new Ends(
            keys.integer("vocab_size", 256000),
            head,
            keys.flag("tie_word_embeddings", true),
            true));
  }

  /** Without a number of key-value heads of its own, a class has as many as heads. */
  private static Heads heads(
      Keys keys, String name, Defaults defaults, boolean inputBias, boolean outputBias) {
    long width = keys.integer("hidden_size", defaults.width());
    long heads = keys.integer("num_attention_heads", defaults.heads());
    return new Heads(
        heads,
        keys.integer("num_key_value_heads", defaults.kvHeads() == 0 ? heads : defaults.kvHeads()),
        keys.has("head_dim") ? keys.integer("head_dim") : TextConfigs.headWidth(name, width, heads),
        inputBias,
        outputBias);
  }

  private static FeedForward dense(Keys keys, Defaults defaults, boolean bias) {
    return FeedForward.dense(
        keys.integer("intermediate_size", defaults.hidden()),
        TextConfigs.activation(keys, "hidden_act", "silu"),
        bias);
  }

  private static Ends ends(Keys keys, Defaults defaults, boolean head) {
    keys.ignore("max_position_embeddings");
    return new Ends(
        keys.integer("vocab_size", defaults.vocabulary()),
        head,
        keys.flag("tie_word_embeddings", false),
        false);
  }
}
