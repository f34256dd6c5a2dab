package io.ditgauge.model.family;

import com.fasterxml.jackson.databind.JsonNode;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.Network;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.config.ConfigFiles;
import io.ditgauge.model.config.Imported;
import io.ditgauge.model.config.Keys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of a pipeline as huggingface/diffusers saves it: {@code model_index.json} names the
 * components, each in a folder of its own name with a {@code config.json}. Weights are not read.
 *
 * @param className class of the pipeline
 * @param transformer the denoiser
 * @param autoencoder the autoencoder, where it is of a known class
 * @param encoders text encoders of known classes, in order
 * @param warnings components that are not counted, and why
 */
public record PipelineFolder(
    String className,
    Component transformer,
    Optional<Component> autoencoder,
    List<Component> encoders,
    List<String> warnings) {
  /** The file that makes a folder a pipeline. */
  public static final String INDEX = "model_index.json";

  private static final String TRANSFORMER = "transformer";
  private static final String SECOND = "transformer_2";
  private static final String AUTOENCODER = "vae";
  private static final Pattern ENCODER = Pattern.compile("text_encoder(_[0-9])?");
  private static final Pattern NETWORK =
      Pattern.compile("transformer.*|unet.*|prior.*|vae.*|vq.*|movq|.*encoder.*|controlnet.*");
  private static final long LONGEST_PROMPT = 8192;

  /**
   * A component.
   *
   * @param folder name of its folder
   * @param imported the network
   * @param tokens the limit of its tokenizer, for text encoders that have one
   */
  public record Component(String folder, Imported imported, OptionalLong tokens) {}

  /** Copies. */
  public PipelineFolder {
    encoders = List.copyOf(encoders);
    warnings = List.copyOf(warnings);
  }

  /** The denoiser. */
  public Denoiser denoiser() {
    return (Denoiser) transformer.imported().network();
  }

  /** Whether the folder is a pipeline's. */
  public static boolean isOne(Path folder) {
    return Files.exists(folder.resolve(INDEX));
  }

  /**
   * Reads the configurations in a folder.
   *
   * @throws IllegalArgumentException where the index or the transformer's configuration is missing,
   *     no valid configuration, or of an unknown class
   */
  public static PipelineFolder read(Path folder) {
    Path index = folder.resolve(INDEX);
    Keys keys = new Keys(index.toString(), ConfigFiles.read(index));
    List<String> names = components(keys, index);
    if (!names.contains(TRANSFORMER)) {
      throw new IllegalArgumentException(
          index
              + ": the pipeline has no component '"
              + TRANSFORMER
              + "'; its components are "
              + String.join(", ", names)
              + "; only diffusion transformers are counted");
    }
    Reader reader = new Reader(folder);
    Component transformer = reader.required(TRANSFORMER, Denoiser.class);
    Optional<Component> autoencoder = Optional.empty();
    List<Component> encoders = new ArrayList<>();
    for (String name : names) {
      if (name.equals(AUTOENCODER)) {
        autoencoder = reader.optional(name, Autoencoder.class);
      } else if (ENCODER.matcher(name).matches()) {
        reader.optional(name, TextNetwork.class).ifPresent(encoders::add);
      } else if (name.equals(SECOND)) {
        reader.second(transformer);
      } else if (!name.equals(TRANSFORMER) && NETWORK.matcher(name).matches()) {
        reader.warnings.add(name + " is not counted");
      }
    }
    return new PipelineFolder(
        keys.text("_class_name", ""), transformer, autoencoder, encoders, reader.warnings);
  }

  /** Names of the components that are there: each is a pair of library and class. */
  private static List<String> components(Keys keys, Path index) {
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : ConfigFiles.read(index).properties()) {
      JsonNode value = field.getValue();
      if (value.isArray() && value.size() == 2 && value.get(1).isTextual()) {
        keys.ignore(field.getKey());
        names.add(field.getKey());
      }
    }
    names.sort(null);
    return names;
  }

  /** Reads the components of a folder and remembers what it had to leave out. */
  private static final class Reader {
    private final Path folder;
    private final List<String> warnings = new ArrayList<>();

    Reader(Path folder) {
      this.folder = folder;
    }

    Component required(String name, Class<? extends Network> kind) {
      Path config = config(name);
      if (!Files.exists(config)) {
        throw new IllegalArgumentException(
            config + ": no such file, but " + INDEX + " names it; is the download complete?");
      }
      Imported imported = Families.read(config.toString(), ConfigFiles.read(config));
      if (!kind.isInstance(imported.network())) {
        throw new IllegalArgumentException(
            config
                + ": '"
                + name
                + "' must be of the kind "
                + kind.getSimpleName()
                + ", but it is of the class "
                + imported.network().className());
      }
      return new Component(name, imported, tokens(name));
    }

    private Path config(String name) {
      return folder.resolve(name).resolve("config.json");
    }

    /** A component without which the transformer can still be counted. */
    Optional<Component> optional(String name, Class<? extends Network> kind) {
      Path config = config(name);
      if (!Files.exists(config)) {
        warnings.add(name + " is not counted: " + config + " is missing");
        return Optional.empty();
      }
      List<String> classes = classes(ConfigFiles.read(config));
      if (classes.stream().noneMatch(Families.names()::contains)) {
        warnings.add(name + " is not counted: unknown class " + String.join(", ", classes));
        return Optional.empty();
      }
      return Optional.of(required(name, kind));
    }

    private static List<String> classes(JsonNode config) {
      List<String> result = new ArrayList<>();
      result.add(config.path("_class_name").asText());
      config.path("architectures").forEach(it -> result.add(it.asText()));
      result.add(config.path("model_type").asText());
      result.removeIf(String::isEmpty);
      return result;
    }

    /** Runs in the place of the first one in some of the steps, as in Wan 2.2. */
    void second(Component first) {
      Optional<Component> second = optional(SECOND, Denoiser.class);
      if (second.isPresent()) {
        boolean alike = second.get().imported().network().equals(first.imported().network());
        warnings.add(
            SECOND
                + " takes the place of "
                + TRANSFORMER
                + " in some of the steps"
                + (alike
                    ? "; it is of the same size, and its parameters are not in the totals"
                    : " and differs from it; all steps are counted as " + TRANSFORMER + "'s"));
      }
    }

    private OptionalLong tokens(String encoder) {
      Matcher matcher = ENCODER.matcher(encoder);
      if (!matcher.matches()) {
        return OptionalLong.empty();
      }
      String suffix = matcher.group(1) == null ? "" : matcher.group(1);
      Path config = folder.resolve("tokenizer" + suffix).resolve("tokenizer_config.json");
      if (!Files.exists(config)) {
        return OptionalLong.empty();
      }
      JsonNode limit = ConfigFiles.read(config).path("model_max_length");
      return limit.canConvertToLong() && limit.asLong() > 0 && limit.asLong() <= LONGEST_PROMPT
          ? OptionalLong.of(limit.asLong())
          : OptionalLong.empty();
    }
  }
}
