package io.ditgauge.model.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads descriptions of networks that people write, in YAML: the keys of a configuration, one a
 * line. Anchors, aliases and tags are refused: a description repeats nothing and makes no objects.
 */
public final class DescriptionFiles {
  /** Largest file read: a description has a dozen lines. */
  public static final long LARGEST_BYTES = 64L << 10;

  private static final int DEEPEST = 16;

  private static final YAMLFactory FACTORY =
      YAMLFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNumberLength(64).build())
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .build();

  private static final ObjectMapper WRITER = new ObjectMapper(FACTORY);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private DescriptionFiles() {}

  /**
   * The tree of a file.
   *
   * @throws IllegalArgumentException where the file is missing, too large or no plain YAML
   */
  public static JsonNode read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(
            file
                + ": "
                + (Files.isDirectory(file) ? "this is a folder" : "no such file")
                + "; give a YAML file that describes a network");
      }
      long bytes = Files.size(file);
      if (bytes > LARGEST_BYTES) {
        throw new IllegalArgumentException(
            file + ": a description must not exceed " + LARGEST_BYTES + " bytes: " + bytes);
      }
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read as UTF-8 text: " + e, e);
    }
  }

  /**
   * The tree of a text.
   *
   * @param place where it is from, for messages
   * @throws IllegalArgumentException for anything that is not one plain YAML document
   */
  public static JsonNode parse(String place, String yaml) {
    try {
      refuseReferences(place, yaml);
      try (YAMLParser parser = FACTORY.createParser(yaml)) {
        JsonNode tree = MAPPER.readTree(parser);
        if (tree == null || tree.isMissingNode() || tree.isNull()) {
          throw new IllegalArgumentException(place + ": the description is empty");
        }
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          place + ": not valid YAML: " + e.getOriginalMessage().lines().findFirst().orElse(""), e);
    } catch (IOException e) {
      throw new UncheckedIOException(place, e);
    }
  }

  /** A tree as a text that reads as the same tree. */
  public static String text(JsonNode tree) {
    try {
      return WRITER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** The parser would read an alias as the text of its name. */
  private static void refuseReferences(String place, String yaml) throws IOException {
    try (YAMLParser parser = FACTORY.createParser(yaml)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (parser.isCurrentAlias() || parser.getObjectId() != null) {
          throw refused(place, parser, "anchors and aliases are not read; write the value out");
        }
        if (parser.getTypeId() != null) {
          throw refused(place, parser, "tags are not read; write the value without one");
        }
      }
    }
  }

  private static IllegalArgumentException refused(String place, YAMLParser parser, String rule) {
    return new IllegalArgumentException(
        place + ", line " + parser.currentTokenLocation().getLineNr() + ": " + rule);
  }
}
