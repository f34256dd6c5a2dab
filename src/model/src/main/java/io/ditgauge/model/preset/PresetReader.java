package io.ditgauge.model.preset;

import com.fasterxml.jackson.databind.JsonNode;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Autoencoder;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Network;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.arch.TextNetwork;
import io.ditgauge.model.config.Imported;
import io.ditgauge.model.config.Keys;
import io.ditgauge.model.family.Families;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a preset of a resource file; components are presets read before. */
final class PresetReader {
  private final String file;
  private final Map<String, Preset> known;

  PresetReader(String file, Map<String, Preset> known) {
    this.file = file;
    this.known = known;
  }

  Preset read(JsonNode node) {
    String name = node.path("name").asText();
    String place = "preset " + name + " of " + file;
    Imported imported = Families.read(place, node.path("config"));
    if (!imported.unknown().isEmpty()) {
      throw new IllegalStateException(place + ": unknown keys " + imported.unknown());
    }
    Network network = imported.network();
    return new Preset(
        name,
        network,
        network instanceof Denoiser denoiser
            ? Optional.of(model(name, place, denoiser, node))
            : Optional.empty(),
        checkpoint(node.path("checkpoint")),
        sources(node.path("sources")),
        texts(node.path("beyondPublished")));
  }

  private Model model(String name, String place, Denoiser denoiser, JsonNode node) {
    Keys keys = new Keys(place, node);
    Keys defaults = keys.object("defaults").orElseThrow();
    Optional<Autoencoder> autoencoder =
        keys.has("autoencoder")
            ? Optional.of((Autoencoder) component(keys.text("autoencoder", "")))
            : Optional.empty();
    List<Model.TextEncoder> encoders = new ArrayList<>();
    for (JsonNode encoder : node.path("textEncoders")) {
      Keys it = new Keys(place + ", textEncoders", encoder);
      String component = it.text("name", "");
      encoders.add(
          new Model.TextEncoder(
              component, (TextNetwork) component(component), it.integer("tokens")));
    }
    return new Model(name, denoiser, space(keys), encoders, autoencoder, request(defaults));
  }

  private static Request request(Keys keys) {
    return new Request(
        new Grid(keys.integer("frames"), keys.integer("height"), keys.integer("width")),
        keys.number("framesPerSecond", 1),
        keys.integer("textTokens"),
        1,
        keys.integer("steps"),
        keys.integer("passes"));
  }

  private static LatentSpace space(Keys keys) {
    Keys space = keys.object("latentSpace").orElseThrow();
    List<Long> stride = space.integers("stride", List.of());
    return new LatentSpace(
        new Grid(stride.get(0), stride.get(1), stride.get(2)),
        space.flag("firstFrameAlone", true),
        space.integer("channels"),
        space.integer("group", 1));
  }

  private Network component(String name) {
    Preset preset = known.get(name);
    if (preset == null) {
      throw new IllegalStateException(file + ": unknown component " + name);
    }
    return preset.network();
  }

  private static Optional<Preset.Checkpoint> checkpoint(JsonNode node) {
    return node.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Preset.Checkpoint(node.path("parameters").asLong(), node.path("source").asText()));
  }

  private static Map<String, String> sources(JsonNode node) {
    Map<String, String> result = new LinkedHashMap<>();
    node.properties().forEach(it -> result.put(it.getKey(), it.getValue().asText()));
    return result;
  }

  private static List<String> texts(JsonNode node) {
    List<String> result = new ArrayList<>();
    node.forEach(it -> result.add(it.asText()));
    return result;
  }
}
