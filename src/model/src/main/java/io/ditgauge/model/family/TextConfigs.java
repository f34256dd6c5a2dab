package io.ditgauge.model.family;

import io.ditgauge.model.Checks;
import io.ditgauge.model.Function;
import io.ditgauge.model.config.Keys;
import java.util.Locale;

/** What the configurations of text networks share. */
final class TextConfigs {
  private TextConfigs() {}

  /** Names keys of huggingface/transformers configurations that change no count. */
  static void ignoreHarmless(Keys keys) {
    keys.ignore("architectures", "model_type", "torch_dtype", "dtype", "transformers_version");
    keys.ignore("bos_token_id", "eos_token_id", "pad_token_id", "decoder_start_token_id");
    keys.ignore("use_cache", "is_encoder_decoder", "output_past", "task_specific_params");
    keys.ignore("initializer_range", "initializer_factor", "pretraining_tp");
    keys.ignore("dropout", "dropout_rate", "classifier_dropout", "attention_dropout");
    keys.ignore("layer_norm_eps", "layer_norm_epsilon", "rms_norm_eps");
    keys.ignore("rope_theta", "rope_scaling", "rope_parameters", "cache_implementation");
  }

  /** The activation that the library knows by that name. */
  static Function activation(Keys keys, String key, String byDefault) {
    return activation(keys, key, keys.text(key, byDefault), byDefault);
  }

  /** As {@link #activation(Keys, String, String)} for a name already read from the key. */
  static Function activation(Keys keys, String key, String name, String byDefault) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "silu", "swish" -> Function.SILU;
      case "gelu" -> Function.GELU;
      case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> Function.GELU_TANH;
      case "quick_gelu" -> Function.QUICK_GELU;
      case "relu" -> Function.RELU;
      case "tanh" -> Function.TANH;
      default ->
          throw keys.refuse(
              key,
              name,
              "one of silu, gelu, gelu_new, gelu_pytorch_tanh, quick_gelu, relu, tanh (usually "
                  + byDefault
                  + ")");
    };
  }

  /** D / H, of which H must be a divisor. */
  static long headWidth(String className, long width, long heads) {
    Checks.dimension(className, "heads", heads);
    Checks.divides(className, "heads", heads, "width", width);
    return width / heads;
  }

  /** Refuses sequences longer than a learned table of positions. */
  static void withinPositions(String className, long tokens, long positions) {
    Checks.dimension(className, "tokens", tokens);
    if (tokens > positions) {
      throw new IllegalArgumentException(
          "tokens must be at most the learned positions: tokens="
              + tokens
              + ", positions="
              + positions
              + " (in "
              + className
              + "); give a shorter text");
    }
  }
}
