package io.ditgauge.model.config;

import io.ditgauge.model.arch.Network;
import java.util.List;

/**
 * A network as read from a configuration.
 *
 * @param network the network
 * @param assumed keys that were missing, each with the default taken, as {@code key=value}
 * @param unknown keys of the file that no count uses and no list of harmless keys names
 */
public record Imported(Network network, List<String> assumed, List<String> unknown) {
  /** Copies. */
  public Imported {
    assumed = List.copyOf(assumed);
    unknown = List.copyOf(unknown);
  }
}
