package io.ditgauge.estimator.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.estimator.run.FileFormat;
import io.ditgauge.estimator.run.JsonSchemas;
import io.ditgauge.model.config.DescriptionFiles;
import io.ditgauge.model.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads scenarios. */
public final class Scenarios {
  /** Names of the shipped scenarios. */
  public static final List<String> SHIPPED =
      List.of(
          "article.yaml",
          "article-corrected.yaml",
          "sora-20b-full-attention.yaml",
          "sora-20b-factorised.yaml",
          "hunyuan-video-720p.yaml",
          "wan-14b-720p.yaml",
          "dit-xl-2-images.yaml");

  private static final FileFormat FORMAT =
      new FileFormat(
          "ditgauge-scenario",
          1,
          "/io/ditgauge/estimator/schema/scenario-1.schema.json",
          "write a number as {value: 2, assumed: why} or {value: 2, source: name}; the shipped"
              + " scenarios show all of it");

  /** Texts and sizes that are no figures. */
  static final List<String> SETTINGS =
      List.of(
          "title",
          "model.preset",
          "model.width",
          "model.height",
          "model.frames",
          "model.framesPerSecond",
          "model.textTokens",
          "model.steps",
          "model.passes",
          "hardware.card",
          "hardware.attention",
          "hardware.execution",
          "hardware.parallel");

  private static final List<String> SOURCE_KEYS = List.of("kind", "title", "url", "date");

  private static final int NEAREST = 3;

  private static final Map<String, JsonNode> TREES = new ConcurrentHashMap<>();

  private Scenarios() {}

  /**
   * The scenario of a file, or the shipped one of that name where there is no such file.
   *
   * @param changes values by path, put in place of the file's
   * @throws IllegalArgumentException for anything that is not a scenario
   */
  public static Scenario read(Path file, Map<String, String> changes) {
    return of(file.toString(), tree(file), changes);
  }

  /**
   * The text of a scenario with changes put in, which reads as the same scenario.
   *
   * @throws IllegalArgumentException as {@link #read} does
   */
  public static String text(Path file, Map<String, String> changes) {
    JsonNode tree = tree(file);
    of(file.toString(), tree, changes);
    return DescriptionFiles.text(tree);
  }

  private static JsonNode tree(Path file) {
    String name = file.toString();
    if (!Files.exists(file) && SHIPPED.contains(name)) {
      return TREES.computeIfAbsent(name, it -> DescriptionFiles.parse(it, shipped(it))).deepCopy();
    }
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          file + ": no such file, and no shipped scenario: " + String.join(", ", SHIPPED));
    }
    return DescriptionFiles.read(file);
  }

  /** The scenario of a text. */
  public static Scenario parse(String place, String yaml, Map<String, String> changes) {
    return of(place, DescriptionFiles.parse(place, yaml), changes);
  }

  private static String shipped(String name) {
    try (InputStream in = Scenarios.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static Scenario of(String place, JsonNode tree, Map<String, String> changes) {
    if (!(tree instanceof ObjectNode top)) {
      throw new IllegalArgumentException(
          place + ": a scenario is a list of keys; the shipped ones are " + SHIPPED);
    }
    changes.forEach((path, value) -> change(top, path, value));
    Map<String, String> settings = new LinkedHashMap<>();
    Map<String, JsonNode> found = new LinkedHashMap<>();
    walk(place, "", tree, settings, found);
    JsonSchemas.check(place, FORMAT, tree);
    Map<String, Scenario.Known> numbers = new LinkedHashMap<>();
    found.forEach((path, node) -> numbers.put(path, number(place + ": " + path, path, node, tree)));
    return new Scenario(place, settings.getOrDefault("title", place), settings, numbers);
  }

  private static Scenario.Known number(String place, String path, JsonNode node, JsonNode tree) {
    Scenario.Known number =
        new Scenario.Known(
            Numbers.known(place, node), Numbers.source(place, node, tree.path("sources")));
    Entry entry = Entry.of(path).orElseThrow();
    Numbers.unit(place, node, entry.unit());
    entry.check(place, number.known());
    return number;
  }

  /** Sorts what is there into settings and numbers; refuses what is neither. */
  private static void walk(
      String place,
      String above,
      JsonNode node,
      Map<String, String> settings,
      Map<String, JsonNode> numbers) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String path = above + field.getKey();
      JsonNode value = field.getValue();
      if (path.equals("sources")) {
        value
            .properties()
            .forEach(it -> knownKeys(place, path + "." + it.getKey(), it.getValue(), SOURCE_KEYS));
        continue;
      }
      if (SETTINGS.contains(path)) {
        settings.put(path, value.asText());
      } else if (Entry.of(path).isPresent()) {
        knownKeys(place, path, value, Numbers.KEYS);
        numbers.put(path, value);
      } else if (value.isObject() && isSection(path)) {
        walk(place, path + ".", value, settings, numbers);
      } else {
        throw unknown(place, path);
      }
    }
  }

  private static void knownKeys(String place, String path, JsonNode value, List<String> known) {
    value
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw new IllegalArgumentException(
                    place
                        + ": unknown key '"
                        + path
                        + "."
                        + key
                        + "'; did you mean "
                        + String.join(", ", Nearest.of(key, known, NEAREST))
                        + "?");
              }
            });
  }

  private static boolean isSection(String path) {
    String probe = path + ".x";
    return paths().stream()
        .anyMatch(it -> it.startsWith(path + ".") || fits(it, probe) || fits(it, probe + ".x"));
  }

  private static boolean fits(String pattern, String path) {
    String[] a = pattern.split("\\.", -1);
    String[] b = path.split("\\.", -1);
    if (a.length < b.length) {
      return false;
    }
    for (int i = 0; i < b.length - 1; i++) {
      if (!a[i].equals(b[i]) && !(a[i].equals("*") && b[i].matches("[a-z][A-Za-z0-9]*"))) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> paths() {
    Set<String> all = new java.util.LinkedHashSet<>(SETTINGS);
    Entry.ALL.forEach(it -> all.add(it.path()));
    return all;
  }

  private static IllegalArgumentException unknown(String place, String path) {
    return new IllegalArgumentException(
        place
            + ": unknown key '"
            + path
            + "'; did you mean "
            + String.join(", ", Nearest.of(path, paths(), NEAREST))
            + "?");
  }

  private static void change(ObjectNode tree, String path, String value) {
    boolean number = Entry.of(path).isPresent();
    if (!number && !SETTINGS.contains(path)) {
      throw unknown("--set", path);
    }
    JsonNode read = DescriptionFiles.parse("--set " + path, value);
    List<String> keys = new ArrayList<>(List.of(path.split("\\.", -1)));
    String last = keys.remove(keys.size() - 1);
    ObjectNode at = tree;
    for (String key : keys) {
      at = at.get(key) instanceof ObjectNode there ? there : at.putObject(key);
    }
    at.set(last, number && !read.isObject() ? assumed(read) : read);
  }

  private static JsonNode assumed(JsonNode value) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.set("value", value);
    result.put("assumed", "set on the command line");
    return result;
  }
}
