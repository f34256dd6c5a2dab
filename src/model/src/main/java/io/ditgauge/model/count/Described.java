package io.ditgauge.model.count;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.model.Grid;
import io.ditgauge.model.arch.Denoiser;
import io.ditgauge.model.arch.LatentSpace;
import io.ditgauge.model.arch.Request;
import io.ditgauge.model.config.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a description says beside the network: {@code latentSpace} (stride, firstFrameAlone) and
 * {@code defaults} (width, height, frames, framesPerSecond, textTokens, steps, passes), with the
 * keys of the presets.
 */
final class Described {
  private static final String SPACE = "latentSpace";
  private static final String DEFAULTS = "defaults";

  private final Optional<Keys> space;
  private final Optional<Keys> defaults;

  private Described(Optional<Keys> space, Optional<Keys> defaults) {
    this.space = space;
    this.defaults = defaults;
  }

  /** Nothing. */
  static Described nothing() {
    return new Described(Optional.empty(), Optional.empty());
  }

  /** Takes these sections out of a description, whose other keys are the network's. */
  static Described takenOutOf(String place, ObjectNode description) {
    return new Described(section(place, description, SPACE), section(place, description, DEFAULTS));
  }

  private static Optional<Keys> section(String place, ObjectNode description, String name) {
    JsonNode section = description.remove(name);
    return section == null ? Optional.empty() : Optional.of(new Keys(place + ", " + name, section));
  }

  /** The latent space, where it is described. */
  Optional<LatentSpace> space(Denoiser denoiser) {
    return space.map(
        keys -> {
          List<Long> stride = keys.integers("stride", List.of());
          if (stride.size() != 3) {
            throw keys.refuse("stride", stride, "[frames, height, width] in pixels");
          }
          return new LatentSpace(
              new Grid(stride.get(0), stride.get(1), stride.get(2)),
              keys.flag("firstFrameAlone", true),
              Math.max(1, denoiser.latentChannels()));
        });
  }

  /** The request with the described values in their places. */
  Request request(Request otherwise) {
    return defaults
        .map(
            keys ->
                new Request(
                    new Grid(
                        keys.integer("frames", otherwise.pixels().frames()),
                        keys.integer("height", otherwise.pixels().height()),
                        keys.integer("width", otherwise.pixels().width())),
                    keys.number("framesPerSecond", otherwise.framesPerSecond()),
                    keys.integer("textTokens", otherwise.textTokens()),
                    1,
                    keys.integer("steps", otherwise.steps()),
                    keys.integer("passes", otherwise.passes())))
        .orElse(otherwise);
  }

  /** Whether the description has defaults of its own. */
  boolean hasDefaults() {
    return defaults.isPresent();
  }

  /** Keys of the sections that nothing uses; after they were read. */
  List<String> unknown() {
    List<String> result = new ArrayList<>();
    space.ifPresent(keys -> keys.unknown().forEach(it -> result.add(SPACE + "." + it)));
    defaults.ifPresent(keys -> keys.unknown().forEach(it -> result.add(DEFAULTS + "." + it)));
    return result;
  }

  /** Keys of the sections that were missing. */
  List<String> assumed() {
    List<String> result = new ArrayList<>();
    space.ifPresent(keys -> keys.assumed().forEach(it -> result.add(SPACE + "." + it)));
    defaults.ifPresent(keys -> keys.assumed().forEach(it -> result.add(DEFAULTS + "." + it)));
    return result;
  }
}
