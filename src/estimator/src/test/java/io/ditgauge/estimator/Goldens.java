package io.ditgauge.estimator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The hand-made run in the test resources and what follows from it. */
public final class Goldens {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Goldens() {}

  /** The folder of the golden files, in the sources. */
  public static Path folder() {
    return Path.of(System.getProperty("basedir", "."))
        .resolve("src/test/resources/io/ditgauge/estimator/golden");
  }

  /** The folder of the golden run. */
  public static Path run() {
    return folder().resolve("run");
  }

  /** A fresh copy of the golden run.json, to be spoiled. */
  public static ObjectNode runJson() {
    return (ObjectNode) tree(run().resolve("run.json"));
  }

  /** A fresh copy of the golden jmh.json, to be spoiled. */
  public static ArrayNode jmhJson() {
    return (ArrayNode) tree(run().resolve("jmh.json"));
  }

  /** A fresh copy of the golden calibration, to be spoiled. */
  public static ObjectNode calibrationJson() {
    return (ObjectNode) tree(folder().resolve("calibration.json"));
  }

  /** Writes text to a file of that name in a folder. */
  public static Path write(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a tree to a file of that name in a folder. */
  public static Path write(Path folder, String name, JsonNode tree) {
    return write(folder, name, tree.toString());
  }

  private static JsonNode tree(Path file) {
    try {
      return MAPPER.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
