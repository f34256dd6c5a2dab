package io.ditgauge.model.count;

import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Network;
import io.ditgauge.model.preset.Preset;
import java.util.List;
import java.util.Optional;

/**
 * What is counted.
 *
 * @param name of the preset, or of the file or folder
 * @param network the network whose pass is counted
 * @param model the model around a denoiser
 * @param preset the preset, if it is one
 * @param origin what had to be taken from elsewhere
 */
public record Subject(
    String name, Network network, Optional<Model> model, Optional<Preset> preset, Origin origin) {

  /**
   * Where a network's values are from.
   *
   * @param source preset's source, or the path read
   * @param assumed keys and settings that were missing, with the values taken, as {@code key=value}
   * @param unknown keys of the file that no count uses
   * @param warnings parts of it that could not be read and are not counted
   */
  public record Origin(
      String source, List<String> assumed, List<String> unknown, List<String> warnings) {
    /** Copies. */
    public Origin {
      assumed = List.copyOf(assumed);
      unknown = List.copyOf(unknown);
      warnings = List.copyOf(warnings);
    }
  }

  /** The subject that a preset is. */
  public static Subject of(Preset preset) {
    return new Subject(
        preset.name(),
        preset.network(),
        preset.model(),
        Optional.of(preset),
        new Origin(
            String.join("; ", List.copyOf(preset.sources().values())),
            List.of(),
            List.of(),
            List.of()));
  }
}
