package io.ditgauge.estimator.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.estimator.Goldens;
import io.ditgauge.estimator.run.FileFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadCalibrationFilesTest {
  @TempDir Path folder;

  private void assertRefused(Consumer<ObjectNode> spoil, String... parts) {
    ObjectNode tree = Goldens.calibrationJson();
    spoil.accept(tree);
    Path file = Goldens.write(folder, "calibration.json", tree);
    String message =
        assertThrows(FileFormatException.class, () -> CalibrationFiles.read(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    for (String part : parts) {
      assertTrue(message.contains(part), "expected '" + part + "' in: " + message);
    }
  }

  private static ObjectNode rate(ObjectNode tree, int index) {
    return (ObjectNode) tree.get("rates").get(index);
  }

  private static ObjectNode ceiling(ObjectNode tree, String kind, int index) {
    return (ObjectNode) tree.get("ceilings").get(kind).get(index);
  }

  private static void scale(ObjectNode node, double factor, String... names) {
    for (String name : names) {
      node.put(name, node.get(name).doubleValue() * factor);
    }
  }

  @Test
  void refusesARunFileAndAnotherVersion() {
    assertRefused(
        tree -> tree.put("format", "ditgauge-run"), "format must be 'ditgauge-calibration'");
    assertRefused(
        tree -> tree.put("version", 99),
        "ditgauge-calibration version 99 is not supported",
        "supported: 1",
        "make it again from its run");
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    String text = Files.readString(Goldens.folder().resolve("calibration.json"));
    Path file = Goldens.write(folder, "calibration.json", text.substring(0, text.length() / 2));
    assertThrows(FileFormatException.class, () -> CalibrationFiles.read(file));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.03, 1e300})
  void refusesAbsurdSeconds(double seconds) {
    assertRefused(tree -> rate(tree, 0).put("seconds", seconds), "$.rates[0].seconds");
  }

  @Test
  void refusesUnknownFields() {
    assertRefused(tree -> rate(tree, 3).put("colour", "red"), "$.rates[3]", "colour");
  }

  @Test
  void refusesARateFasterThanTheMachine() {
    assertRefused(
        tree -> {
          String[] seconds = {"seconds", "secondsLow", "secondsHigh"};
          String[] rates = {
            "flopsPerSecond",
            "flopsPerSecondLow",
            "flopsPerSecondHigh",
            "bytesPerSecond",
            "ofTheoretical",
            "ofMachineCeiling",
            "ofBackendCeiling"
          };
          scale(rate(tree, 4), 0.5, seconds);
          scale(rate(tree, 4), 2, rates);
        },
        "faster than the machine: mlp|",
        "$.rates[4]");
  }

  @Test
  void refusesNumbersThatDoNotFollowFromEachOther() {
    assertRefused(
        tree -> scale(rate(tree, 0), 1.1, "flopsPerSecond"),
        "must be flops / seconds",
        "$.rates[0]");
    assertRefused(
        tree -> scale(rate(tree, 0), 1.1, "bytesPerSecond"),
        "must be bytes / seconds",
        "$.rates[0]");
    assertRefused(tree -> rate(tree, 0).put("flops", 17), "must be those of the op", "flops=17");
    assertRefused(tree -> scale(rate(tree, 0), 1.1, "ofTheoretical"), "$.rates[0].ofTheoretical");
    assertRefused(tree -> rate(tree, 0).remove("ofTheoretical"), "exactly where its ceiling is");
    assertRefused(tree -> rate(tree, 4).put("bound", "memory"), "expected 'compute'");
    assertRefused(
        tree -> scale(ceiling(tree, "theoretical", 1), 2, "flopsPerSecond"),
        "$.ceilings.theoretical[1].flopsPerSecond");
    assertRefused(
        tree -> ceiling(tree, "copy", 0).put("backend", "nd4j"), "those of its key", "$.ceilings");
    assertRefused(tree -> ceiling(tree, "gemm", 0).put("key", "x"), "the gemm rate of its key 'x'");
  }

  @Test
  void refusesIntervalsThatAreNone() {
    assertRefused(tree -> rate(tree, 0).remove("secondsLow"), "come together or not at all");
    assertRefused(tree -> scale(rate(tree, 0), 1.5, "secondsLow"), "must lie in their interval");
    assertRefused(tree -> scale(rate(tree, 0), 1.5, "secondsHigh"), "flops / secondsHigh");
    assertRefused(tree -> rate(tree, 0).put("forks", 1), "an interval needs two forks");
    assertRefused(tree -> tree.put("provisional", true), "$.provisional");
  }

  @Test
  void refusesRatesThatAreMislabelledOrRepeated() {
    assertRefused(tree -> rate(tree, 0).put("label", "mlp"), "$.rates[0].label");
    assertRefused(tree -> rate(tree, 0).put("backend", "djl"), "must be those of params");
    assertRefused(tree -> ((ArrayNode) tree.get("backends")).remove(0), "not in $.backends");
    assertRefused(
        tree -> ((ArrayNode) tree.get("rates")).add(rate(tree, 0).deepCopy()), "appears twice");
  }

  @Test
  void sharesTheDefinitionsOfTheRunSchema() throws IOException {
    JsonNode run = schema("run-1.schema.json").get("$defs");
    JsonNode calibration = schema("calibration-1.schema.json").get("$defs");
    int shared = 0;
    for (Map.Entry<String, JsonNode> definition : run.properties()) {
      if (calibration.has(definition.getKey())) {
        assertEquals(definition.getValue(), calibration.get(definition.getKey()));
        shared++;
      }
    }
    assertTrue(shared >= 10, "shared definitions: " + shared);
  }

  private static JsonNode schema(String name) throws IOException {
    try (InputStream in =
        BadCalibrationFilesTest.class.getResourceAsStream(
            "/io/ditgauge/estimator/schema/" + name)) {
      return new ObjectMapper().readTree(in);
    }
  }
}
