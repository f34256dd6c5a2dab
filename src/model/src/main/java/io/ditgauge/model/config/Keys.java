package io.ditgauge.model.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys of one configuration, read with their types; remembers which were missing and taken by
 * the library's default, and which nobody asked for.
 */
public final class Keys {
  private static final long LARGEST = 1L << 40;

  private final String place;
  private final JsonNode root;
  private final Set<String> asked = new TreeSet<>();
  private final List<String> assumed = new ArrayList<>();

  /**
   * Keys of a JSON object.
   *
   * @param place where it is from, for messages
   * @throws IllegalArgumentException unless it is an object
   */
  public Keys(String place, JsonNode root) {
    if (!root.isObject()) {
      throw new IllegalArgumentException(
          place + ": a configuration must be a JSON object, not " + kind(root));
    }
    this.place = place;
    this.root = root;
  }

  /** Where the keys are from. */
  public String place() {
    return place;
  }

  /** Whether the key is there and not null. */
  public boolean has(String key) {
    asked.add(key);
    return root.hasNonNull(key);
  }

  /** Whether the key is there and null, which a class may read as a choice of its own. */
  public boolean isNull(String key) {
    asked.add(key);
    return root.has(key) && root.get(key).isNull();
  }

  /** A positive whole number, or the library's default where it is missing. */
  public long integer(String key, long byDefault) {
    if (!has(key)) {
      return assume(key, byDefault);
    }
    return integer(key, root.get(key));
  }

  /** A positive whole number that has no default. */
  public long integer(String key) {
    if (!has(key)) {
      throw missing(key, "a whole number");
    }
    return integer(key, root.get(key));
  }

  private long integer(String key, JsonNode node) {
    boolean whole =
        node.isIntegralNumber() || (node.isNumber() && node.doubleValue() == node.longValue());
    if (!whole || !node.canConvertToLong() || node.longValue() < 0 || node.longValue() > LARGEST) {
      throw wrong(key, node, "a whole number between 0 and 2^40");
    }
    return node.longValue();
  }

  /** A finite number, or the default. */
  public double number(String key, double byDefault) {
    if (!has(key)) {
      assumed.add(key + "=" + byDefault);
      return byDefault;
    }
    JsonNode node = root.get(key);
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw wrong(key, node, "a number");
    }
    return node.doubleValue();
  }

  /** True or false, or the default. */
  public boolean flag(String key, boolean byDefault) {
    if (!has(key)) {
      assumed.add(key + "=" + byDefault);
      return byDefault;
    }
    JsonNode node = root.get(key);
    if (!node.isBoolean()) {
      throw wrong(key, node, "true or false");
    }
    return node.booleanValue();
  }

  /** Text, or the default. */
  public String text(String key, String byDefault) {
    if (!has(key)) {
      assumed.add(key + "=" + byDefault);
      return byDefault;
    }
    JsonNode node = root.get(key);
    if (!node.isTextual()) {
      throw wrong(key, node, "text");
    }
    return node.textValue();
  }

  /** Whole numbers, or the default. A single number counts as a list of one. */
  public List<Long> integers(String key, List<Long> byDefault) {
    if (!has(key)) {
      assumed.add(key + "=" + byDefault);
      return byDefault;
    }
    JsonNode node = root.get(key);
    List<Long> result = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> result.add(integer(key, item)));
    } else {
      result.add(integer(key, node));
    }
    return List.copyOf(result);
  }

  /** True and false values, or the default. */
  public List<Boolean> flags(String key, List<Boolean> byDefault) {
    if (!has(key)) {
      assumed.add(key + "=" + byDefault);
      return byDefault;
    }
    JsonNode node = root.get(key);
    List<Boolean> result = new ArrayList<>();
    for (JsonNode item : node) {
      if (!item.isBoolean()) {
        throw wrong(key, node, "a list of true and false");
      }
      result.add(item.booleanValue());
    }
    return List.copyOf(result);
  }

  /** Lists of whole numbers, or the default. */
  public List<List<Long>> integerLists(String key, List<List<Long>> byDefault) {
    if (!has(key)) {
      assumed.add(key + "=" + byDefault);
      return byDefault;
    }
    JsonNode node = root.get(key);
    List<List<Long>> result = new ArrayList<>();
    for (JsonNode list : node) {
      if (!list.isArray()) {
        throw wrong(key, node, "a list of lists of whole numbers");
      }
      List<Long> numbers = new ArrayList<>();
      list.forEach(item -> numbers.add(integer(key, item)));
      result.add(List.copyOf(numbers));
    }
    return List.copyOf(result);
  }

  /** Texts, or the default. A single text counts as a list of one. */
  public List<String> texts(String key, List<String> byDefault) {
    if (!has(key)) {
      assumed.add(key + "=" + byDefault);
      return byDefault;
    }
    JsonNode node = root.get(key);
    if (node.isTextual()) {
      return List.of(node.textValue());
    }
    List<String> result = new ArrayList<>();
    for (JsonNode item : node) {
      if (!item.isTextual()) {
        throw wrong(key, node, "a list of texts");
      }
      result.add(item.textValue());
    }
    return List.copyOf(result);
  }

  /** The keys of an object inside, if it is there. */
  public java.util.Optional<Keys> object(String key) {
    return has(key)
        ? java.util.Optional.of(new Keys(place + ", " + key, root.get(key)))
        : java.util.Optional.empty();
  }

  /** Names keys that exist in the library and do not change a count. */
  public void ignore(String... keys) {
    asked.addAll(List.of(keys));
  }

  /** Missing keys and the default taken for each, as {@code key=value}. */
  public List<String> assumed() {
    return List.copyOf(assumed);
  }

  /** Keys that nobody asked for; names that start with an underscore are the library's own. */
  public List<String> unknown() {
    List<String> result = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!asked.contains(field.getKey()) && !field.getKey().startsWith("_")) {
        result.add(field.getKey());
      }
    }
    return List.copyOf(result);
  }

  /** A failure that names key, value, rule and place. */
  public IllegalArgumentException refuse(String key, Object value, String rule) {
    return new IllegalArgumentException(
        place + ": " + key + " must be " + rule + ": " + key + "=" + value);
  }

  private long assume(String key, long value) {
    assumed.add(key + "=" + value);
    return value;
  }

  private IllegalArgumentException missing(String key, String rule) {
    return new IllegalArgumentException(
        place + ": " + key + " is missing; it must be " + rule + " and has no default");
  }

  private IllegalArgumentException wrong(String key, JsonNode node, String rule) {
    String value = node.toString();
    return refuse(key, value.length() > 60 ? value.substring(0, 60) + "..." : value, rule);
  }

  private static String kind(JsonNode node) {
    return "a " + node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }
}
