package io.ditgauge.model.config;

import io.ditgauge.model.arch.Network;
import java.util.List;
import java.util.function.Function;

/**
 * Networks whose configuration is read in one way.
 *
 * @param names class names ({@code _class_name}, or an entry of {@code architectures}) and model
 *     types ({@code model_type}) that it recognises
 * @param reader makes the network of the keys; missing keys take the library's documented defaults
 */
public record Family(List<String> names, Function<Keys, Network> reader) {
  /** Copies. */
  public Family {
    names = List.copyOf(names);
  }

  /** A family of one name. */
  public static Family of(String name, Function<Keys, Network> reader) {
    return new Family(List.of(name), reader);
  }
}
