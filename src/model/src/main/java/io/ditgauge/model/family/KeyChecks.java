package io.ditgauge.model.family;

import io.ditgauge.model.Grid;
import io.ditgauge.model.config.Keys;
import java.util.List;

/** Reads keys whose values must be of a small set or fit each other. */
final class KeyChecks {
  private KeyChecks() {}

  /** Three whole numbers [frames, height, width]. */
  static Grid grid(Keys keys, String key, Grid byDefault) {
    List<Long> sides =
        keys.integers(key, List.of(byDefault.frames(), byDefault.height(), byDefault.width()));
    if (sides.size() != 3) {
      throw keys.refuse(key, sides, "three whole numbers [frames, height, width]");
    }
    return new Grid(sides.get(0), sides.get(1), sides.get(2));
  }

  /** One of the texts that are known. */
  static String choice(Keys keys, String key, String byDefault, List<String> known) {
    String value = keys.text(key, byDefault);
    if (!known.contains(value)) {
      throw keys.refuse(key, value, "one of " + String.join(", ", known));
    }
    return value;
  }

  /** A whole number that the other keys fix, read only to be checked. */
  static void fixed(Keys keys, String key, long expected, String rule) {
    long value = keys.integer(key, expected);
    if (value != expected) {
      throw keys.refuse(key, value, rule + " = " + expected);
    }
  }
}
