package io.ditgauge.model.preset;

import io.ditgauge.model.arch.Model;
import io.ditgauge.model.arch.Network;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A published network by name.
 *
 * @param name for instance {@code FLUX.1-dev}
 * @param network its description
 * @param model the pipeline around it, for denoisers
 * @param checkpoint what the published weights hold
 * @param sources source of each configured value by key; {@code *} for all others
 * @param beyondPublished names of parts and ops that published FLOP counts of this model leave out
 */
public record Preset(
    String name,
    Network network,
    Optional<Model> model,
    Optional<Checkpoint> checkpoint,
    Map<String, String> sources,
    List<String> beyondPublished) {
  /**
   * Sum of the tensor sizes of published weights.
   *
   * @param parameters elements
   * @param source where it is published
   */
  public record Checkpoint(long parameters, String source) {}

  /** Validates and copies. */
  public Preset {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException(name + ": a preset must name the source of its values");
    }
    sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    beyondPublished = List.copyOf(beyondPublished);
  }
}
