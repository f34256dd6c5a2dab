package io.ditgauge.model.preset;

import com.fasterxml.jackson.databind.JsonNode;
import io.ditgauge.model.DitModel;
import io.ditgauge.model.DitPresets;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.config.ConfigFiles;
import io.ditgauge.model.family.DitPaperDenoiser;
import io.ditgauge.model.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All presets: the DiT paper's, and those of the resource files of this package. */
public final class Presets {
  /** Components first: models refer to them by name. */
  private static final List<String> FILES =
      List.of("text", "autoencoder", "image", "video", "cross-video", "comparison", "hypotheses");

  private static final Map<String, Preset> ALL = load();

  private Presets() {}

  private static Map<String, Preset> load() {
    Map<String, Preset> result = new LinkedHashMap<>();
    for (DitModel model : DitPresets.all()) {
      result.put(model.name(), paper(model));
    }
    for (String file : FILES) {
      for (JsonNode preset : resource(file + ".json").path("presets")) {
        Preset read = new PresetReader(file, result).read(preset);
        if (result.put(read.name(), read) != null) {
          throw new IllegalStateException("two presets are called " + read.name());
        }
      }
    }
    return result;
  }

  private static JsonNode resource(String file) {
    try (InputStream in = Presets.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + file);
      }
      return ConfigFiles.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private static Preset paper(DitModel model) {
    DitPaperDenoiser denoiser = new DitPaperDenoiser(model);
    Request request = new Request(new Grid(1, 256, 256), 1, 0, 1, 250, 2);
    Model whole =
        new Model(
            model.name(),
            denoiser,
            new LatentSpace(Grid.square(DitModel.ENCODER_STRIDE), true, DitModel.CHANNELS),
            List.of(),
            Optional.empty(),
            request);
    return new Preset(
        model.name(),
        denoiser,
        Optional.of(whole),
        Optional.empty(),
        Map.of("*", "Peebles and Xie, arXiv 2212.09748, table 1 and appendix A"),
        List.of());
  }

  /** Every preset, by group. */
  public static List<Preset> all() {
    return List.copyOf(ALL.values());
  }

  /**
   * The preset of that name.
   *
   * @throws IllegalArgumentException naming the nearest known names
   */
  public static Preset of(String name) {
    Preset preset = ALL.get(name);
    if (preset == null) {
      throw new IllegalArgumentException(
          "unknown model '"
              + name
              + "'; did you mean "
              + String.join(", ", Nearest.of(name, ALL.keySet(), 3))
              + "?");
    }
    return preset;
  }
}
