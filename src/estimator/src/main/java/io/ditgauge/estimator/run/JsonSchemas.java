package io.ditgauge.estimator.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.path.PathType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Validation against the JSON Schemas (draft 2020-12) in the resources. */
public final class JsonSchemas {
  private static final int SHOWN = 3;
  private static final Map<String, Boolean> VOCABULARIES =
      Map.of(
          "https://json-schema.org/draft/2020-12/vocab/core", true,
          "https://json-schema.org/draft/2020-12/vocab/applicator", true,
          "https://json-schema.org/draft/2020-12/vocab/validation", true,
          "https://json-schema.org/draft/2020-12/vocab/meta-data", true);
  private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

  private JsonSchemas() {}

  /** Refuses a tree that breaks the schema, with the first few violations. */
  public static void check(String place, FileFormat format, JsonNode tree) {
    List<Error> errors = SCHEMAS.computeIfAbsent(format.schema(), JsonSchemas::load).validate(tree);
    if (errors.isEmpty()) {
      return;
    }
    String shown =
        errors.stream().limit(SHOWN).map(JsonSchemas::violation).collect(Collectors.joining("; "));
    int more = errors.size() - SHOWN;
    throw new FileFormatException(
        place + ": " + shown + (more > 0 ? "; and " + more + " more" : "") + "; " + format.cure());
  }

  private static String violation(Error error) {
    String rule = Excerpts.line(error.getMessage());
    String value =
        error.getInstanceNode() == null ? "" : ", found " + Excerpts.of(error.getInstanceNode());
    return error.getInstanceLocation() + ": " + rule + value;
  }

  private static Schema load(String resource) {
    try (InputStream in = JsonSchemas.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the schema is missing from the jar: " + resource);
      }
      SchemaRegistryConfig config =
          SchemaRegistryConfig.builder().locale(Locale.ROOT).pathType(PathType.JSON_PATH).build();
      JsonNode schema =
          JsonTrees.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource);
      return SchemaRegistry.withDialect(dialect(), builder -> builder.schemaRegistryConfig(config))
          .getSchema(schema);
    } catch (IOException e) {
      throw new IllegalStateException("the schema cannot be read: " + resource, e);
    }
  }

  /**
   * Draft 2020-12 without formats, which only annotate and which our schemas do not use: their
   * classes would take a tenth of a second to load.
   */
  private static Dialect dialect() {
    SpecificationVersion draft = SpecificationVersion.DRAFT_2020_12;
    return Dialect.builder(draft.getDialectId())
        .specificationVersion(draft)
        .idKeyword("$id")
        .keywords(KeywordType.getKeywords(draft))
        .vocabularies(VOCABULARIES)
        .build();
  }
}
