package io.ditgauge.model.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads configuration files, strictly where it matters and within limits. */
public final class ConfigFiles {
  /** Largest file read: configurations have kilobytes. */
  public static final long LARGEST_BYTES = 4L << 20;

  private static final int DEEPEST = 64;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength((int) LARGEST_BYTES)
                          .maxNumberLength(64)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ConfigFiles() {}

  /**
   * The JSON tree of a text.
   *
   * @param place where it is from, for messages
   * @throws IllegalArgumentException for anything that is not one JSON value within the limits
   */
  public static JsonNode parse(String place, String json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (tree == null || tree.isMissingNode()) {
        throw new IllegalArgumentException(place + ": the file is empty; give a JSON object");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(place + ": not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The JSON tree of a file.
   *
   * @throws IllegalArgumentException where the file is missing, too large or not valid JSON
   */
  public static JsonNode read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(file + ": no such file; give a config.json");
      }
      long bytes = Files.size(file);
      if (bytes > LARGEST_BYTES) {
        throw new IllegalArgumentException(
            file
                + ": a configuration must not exceed "
                + LARGEST_BYTES
                + " bytes: "
                + bytes
                + "; is this the weights?");
      }
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read as UTF-8 text: " + e, e);
    }
  }
}
