package io.ditgauge.estimator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.ditgauge.estimator.Goldens;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reduced dialect that is fast to load must refuse whatever the full draft refuses. */
class JsonSchemasTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<JsonNode> STRANGE =
      List.of(
          NODES.nullNode(),
          NODES.numberNode(-1),
          NODES.numberNode(1e300),
          NODES.numberNode(0.5),
          NODES.textNode(""),
          NODES.textNode("/#\u0000"),
          NODES.booleanNode(true),
          NODES.arrayNode(),
          NODES.objectNode());

  @ParameterizedTest
  @ValueSource(strings = {"run", "calibration"})
  void agreesWithTheFullDraftOnEachFieldMadeStrange(String name) throws IOException {
    String resource = "/io/ditgauge/estimator/schema/" + name + "-1.schema.json";
    FileFormat format = new FileFormat(name, 1, resource, "cure");
    Schema full = SchemaRegistry.withDialect(Dialects.getDraft202012()).getSchema(schema(resource));
    ObjectNode tree = name.equals("run") ? Goldens.runJson() : Goldens.calibrationJson();
    assertEquals(List.of(), full.validate(tree));
    int[] refused = {0};
    spoil(
        tree,
        () -> {
          boolean bad = !full.validate(tree).isEmpty();
          refused[0] += bad ? 1 : 0;
          assertEquals(bad, isRefused(format, tree));
        });
    assertTrue(refused[0] > 500, "refused: " + refused[0]);
  }

  private static boolean isRefused(FileFormat format, JsonNode tree) {
    try {
      JsonSchemas.check("tree", format, tree);
      return false;
    } catch (FileFormatException e) {
      return true;
    }
  }

  private static JsonNode schema(String resource) throws IOException {
    try (InputStream in = JsonSchemasTest.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(in);
    }
  }

  /** Puts each strange value at each place in turn, leaves each name out, and adds one. */
  private static void spoil(JsonNode node, Runnable check) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.deepCopy().properties())) {
        String name = field.getKey();
        JsonNode old = object.get(name);
        for (JsonNode strange : STRANGE) {
          object.set(name, strange);
          check.run();
        }
        object.remove(name);
        check.run();
        object.set(name, old);
        spoil(old, check);
      }
      object.put("unknown", 1);
      check.run();
      object.remove("unknown");
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < Math.min(array.size(), 2); i++) {
        JsonNode old = array.get(i);
        for (JsonNode strange : STRANGE) {
          array.set(i, strange);
          check.run();
        }
        array.set(i, old);
        spoil(old, check);
      }
    }
  }
}
