package io.ditgauge.model.count;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.Network;
import io.ditgauge.model.config.ConfigFiles;
import io.ditgauge.model.config.DescriptionFiles;
import io.ditgauge.model.config.Imported;
import io.ditgauge.model.family.Families;
import io.ditgauge.model.family.PipelineFolder;
import io.ditgauge.model.preset.Preset;
import io.ditgauge.model.preset.Presets;
import io.ditgauge.model.text.Nearest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds what is to be counted. */
public final class Subjects {
  /** Class of described denoisers. */
  static final String GENERIC = "generic";

  private static final String CONFIG = "config.json";

  private Subjects() {}

  /** Nothing has that name. */
  public static final class UnknownSubjectException extends IllegalArgumentException {
    UnknownSubjectException(String message) {
      super(message);
    }
  }

  /**
   * The subject of that name: of a preset, of a configuration file, of a folder that holds one, or
   * of the folder of a pipeline, in this order.
   *
   * @throws UnknownSubjectException where there is nothing of that name, with the nearest presets
   * @throws IllegalArgumentException where the files say nothing that can be counted
   */
  public static Subject of(String text) {
    Optional<Preset> preset =
        Presets.all().stream().filter(it -> it.name().equals(text)).findFirst();
    if (preset.isPresent()) {
      return Subject.of(preset.get());
    }
    Optional<Path> path = existing(text);
    if (path.isEmpty()) {
      List<String> names = Presets.all().stream().map(Preset::name).toList();
      throw new UnknownSubjectException(
          "unknown model '"
              + text
              + "'; did you mean "
              + String.join(", ", Nearest.of(text, names, 3))
              + "? It is no file or folder either; --list shows the known models");
    }
    return ofFiles(path.get());
  }

  private static Optional<Path> existing(String text) {
    try {
      return Optional.of(Path.of(text)).filter(Files::exists);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Subject ofFiles(Path path) {
    String name = path.toString();
    if (!Files.isDirectory(path)) {
      return ofConfiguration(name, name, ConfigFiles.read(path));
    }
    if (PipelineFolder.isOne(path)) {
      return guarded(name, () -> Surroundings.of(name, PipelineFolder.read(path)));
    }
    Path config = path.resolve(CONFIG);
    if (!Files.isRegularFile(config)) {
      throw new IllegalArgumentException(
          path
              + ": the folder holds neither "
              + PipelineFolder.INDEX
              + " (of a pipeline) nor "
              + CONFIG
              + " (of a network); give the folder of one of them");
    }
    return ofConfiguration(name, config.toString(), ConfigFiles.read(config));
  }

  static Subject ofConfiguration(String name, String place, JsonNode config) {
    return guarded(place, () -> ofNetwork(name, Families.read(place, config), Described.nothing()));
  }

  /**
   * Values that no reader of a configuration foresaw become a message too. The smallest pass is
   * unrolled, so that numbers that do not go together are refused here, with their place.
   */
  private static Subject guarded(String place, Supplier<Subject> reader) {
    try {
      Subject subject = reader.get();
      subject.network().parameters();
      return subject;
    } catch (ArithmeticException | IndexOutOfBoundsException | ClassCastException e) {
      throw new IllegalArgumentException(
          place
              + ": the values do not go together: "
              + e.getMessage()
              + "; look for a zero, an empty list or a list of the wrong length",
          e);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(place) ? e : new IllegalArgumentException(place + ": " + message, e);
    }
  }

  private static Subject ofNetwork(String name, Imported imported, Described described) {
    Network network = imported.network();
    if (network instanceof Denoiser denoiser) {
      return Surroundings.of(name, denoiser, imported, described);
    }
    return new Subject(
        name,
        network,
        Optional.empty(),
        Optional.empty(),
        new Subject.Origin(name, imported.assumed(), imported.unknown(), List.of()));
  }

  /**
   * The subject that a description in YAML describes: the keys of a configuration, of {@code
   * _class_name: generic} unless it is given, and beside them {@code latentSpace} and {@code
   * defaults} as presets have them.
   *
   * @throws IllegalArgumentException where the file is missing, too large, no YAML, or describes
   *     nothing that can be counted
   */
  public static Subject describedIn(Path file) {
    JsonNode tree = DescriptionFiles.read(file);
    if (!tree.isObject()) {
      throw new IllegalArgumentException(
          file + ": a description must be a list of 'key: value' lines, for instance layers: 28");
    }
    ObjectNode keys = ((ObjectNode) tree).deepCopy();
    if (!keys.has("_class_name") && !keys.has("architectures") && !keys.has("model_type")) {
      keys.put("_class_name", GENERIC);
    }
    String place = file.toString();
    return guarded(
        place,
        () -> {
          Described described = Described.takenOutOf(place, keys);
          return ofNetwork(place, Families.read(place, keys), described);
        });
  }
}
