package io.ditgauge.model.family;

import com.fasterxml.jackson.databind.JsonNode;
import io.ditgauge.model.config.Family;
import io.ditgauge.model.config.Imported;
import io.ditgauge.model.config.Keys;
import io.ditgauge.model.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every family that is known, by name. */
public final class Families {
  private static final Map<String, Family> BY_NAME = new TreeMap<>();

  static {
    List<Family> all = new ArrayList<>();
    all.addAll(ImageFamilies.ALL);
    all.addAll(VideoFamilies.ALL);
    all.addAll(CrossVideoFamilies.ALL);
    all.addAll(TextFamilies.ALL);
    all.addAll(AutoencoderFamilies.ALL);
    for (Family family : all) {
      for (String name : family.names()) {
        if (BY_NAME.put(name, family) != null) {
          throw new IllegalStateException("two families are called " + name);
        }
      }
    }
  }

  private Families() {}

  /** The known class names and model types, sorted. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The family of the first known name.
   *
   * @param place where the names are from, for messages
   * @throws IllegalArgumentException where none is known, naming the nearest
   */
  public static Family of(String place, List<String> names) {
    for (String name : names) {
      if (BY_NAME.containsKey(name)) {
        return BY_NAME.get(name);
      }
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          place
              + ": no _class_name, architectures or model_type says what this configures; add"
              + " _class_name, one of "
              + String.join(", ", names()));
    }
    throw new IllegalArgumentException(
        place
            + ": unknown class '"
            + names.get(0)
            + "'; the nearest known are "
            + String.join(", ", Nearest.of(names.get(0), names(), 3))
            + ". To count it anyway, describe it: --describe FILE with the keys "
            + String.join(", ", GenericFamily.KEYS));
  }

  /**
   * The network that a configuration describes.
   *
   * @param place where it is from, for messages
   * @throws IllegalArgumentException for an unknown class, naming the nearest known ones, and for
   *     values that the class refuses
   */
  public static Imported read(String place, JsonNode config) {
    Keys keys = new Keys(place, config);
    Family family = of(place, names(keys));
    try {
      return new Imported(family.reader().apply(keys), keys.assumed(), keys.unknown());
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith(place) ? e : new IllegalArgumentException(place + ": " + message, e);
    }
  }

  private static List<String> names(Keys keys) {
    if (keys.has("_class_name")) {
      return List.of(keys.text("_class_name", ""));
    }
    List<String> names = new ArrayList<>();
    if (keys.has("architectures")) {
      names.addAll(keys.texts("architectures", List.of()));
    }
    if (keys.has("model_type")) {
      names.add(keys.text("model_type", ""));
    }
    return names;
  }
}
