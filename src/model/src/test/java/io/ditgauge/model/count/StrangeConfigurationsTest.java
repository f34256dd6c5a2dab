package io.ditgauge.model.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.model.config.ConfigFiles;
import io.ditgauge.model.preset.Presets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Puts a strange value in the place of each value of a configuration of each class in turn. */
class StrangeConfigurationsTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<JsonNode> STRANGE =
      List.of(
          NODES.nullNode(),
          NODES.numberNode(-1),
          NODES.numberNode(0),
          NODES.numberNode(1),
          NODES.numberNode(7),
          NODES.numberNode(0.5),
          NODES.numberNode(1e300),
          NODES.numberNode(1L << 40),
          NODES.textNode("x"),
          NODES.booleanNode(true),
          NODES.arrayNode(),
          NODES.arrayNode().add(3),
          NODES.arrayNode().add("x"),
          NODES.objectNode(),
          NODES.objectNode().put("x", 1));

  @Test
  @Timeout(300)
  void eachIsCountedOrRefusedWithItsPlace() throws IOException {
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    for (ObjectNode config : configurations()) {
      for (Map.Entry<String, JsonNode> field : config.deepCopy().properties()) {
        for (JsonNode strange : STRANGE) {
          ObjectNode changed = config.deepCopy();
          changed.set(field.getKey(), strange);
          refused += outcome(changed, wrong);
        }
        ObjectNode without = config.deepCopy();
        without.remove(field.getKey());
        outcome(without, wrong);
      }
    }
    assertEquals(List.of(), wrong.stream().limit(20).toList(), wrong.size() + " in all");
    assertTrue(refused > 50, "refused: " + refused);
  }

  private static int outcome(ObjectNode config, List<String> wrong) {
    try {
      Subject subject = Subjects.ofConfiguration("name", "place", config);
      assertTrue(subject.network().parameters() >= 0);
      return 0;
    } catch (IllegalArgumentException e) {
      if (!e.getMessage().startsWith("place")) {
        wrong.add(config + ": " + e.getMessage());
      }
      return 1;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      wrong.add(config + ": " + e);
      return 0;
    }
  }

  /** One configuration of each class. */
  private static List<ObjectNode> configurations() throws IOException {
    Map<String, ObjectNode> byClass = new LinkedHashMap<>();
    for (String file :
        List.of(
            "text", "autoencoder", "image", "video", "cross-video", "comparison", "hypotheses")) {
      try (InputStream in = Presets.class.getResourceAsStream(file + ".json")) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        for (JsonNode preset : ConfigFiles.parse(file, text).path("presets")) {
          JsonNode config = preset.path("config");
          String name =
              config.path("_class_name").asText()
                  + config.path("architectures")
                  + config.path("model_type").asText();
          byClass.put(name, (ObjectNode) config);
        }
      }
    }
    return List.copyOf(byClass.values());
  }
}
