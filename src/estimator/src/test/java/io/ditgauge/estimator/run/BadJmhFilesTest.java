package io.ditgauge.estimator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.estimator.Goldens;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadJmhFilesTest {
  @TempDir Path folder;

  private Path spoiled(Consumer<ObjectNode> spoil) {
    ArrayNode jmh = Goldens.jmhJson();
    spoil.accept((ObjectNode) jmh.get(0));
    return Goldens.write(folder, "jmh.json", jmh);
  }

  private void assertRefused(Consumer<ObjectNode> spoil, String... parts) {
    Path file = spoiled(spoil);
    String message =
        assertThrows(FileFormatException.class, () -> RunFiles.readJmh(file)).getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    for (String part : parts) {
      assertTrue(message.contains(part), "expected '" + part + "' in: " + message);
    }
  }

  private static ObjectNode metric(ObjectNode result) {
    return (ObjectNode) result.get("primaryMetric");
  }

  private static void setRaw(ObjectNode result, double value) {
    ((ArrayNode) metric(result).get("rawData").get(0)).set(1, value);
  }

  @Test
  void readsForksAndIterations() {
    List<JmhResult> results = JmhResult.parse(Goldens.jmhJson(), "jmh.json");
    assertEquals(9, results.size());
    assertEquals(3, results.get(0).forks().size());
    assertEquals(6, results.get(0).samples());
    assertEquals("torchscript", results.get(0).params().get("backend"));
  }

  @Test
  void acceptsTheTextNaNAsScoreError() {
    Path file = spoiled(result -> metric(result).put("scoreError", "NaN"));
    assertEquals(9, RunFiles.readJmh(file).size());
    assertRefused(
        result -> metric(result).put("scoreError", "?"), "a score error must be a number");
    assertRefused(result -> metric(result).put("scoreError", -1), ".scoreError");
  }

  @Test
  void refusesNaNAsScore() {
    assertRefused(
        result -> metric(result).put("score", "NaN"),
        "a time must be a number, found \"NaN\"",
        "$[0].primaryMetric.score");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1e300, 1e7})
  void refusesAbsurdTimes(double seconds) {
    assertRefused(
        result -> setRaw(result, seconds), "found " + seconds, "$[0].primaryMetric.rawData[0][1]");
  }

  @Test
  void refusesAnotherUnitOrMode() {
    assertRefused(
        result -> metric(result).put("scoreUnit", "ms/op"),
        "wrong unit: the score must be in s/op, found ms/op",
        "$[0].primaryMetric.scoreUnit");
    assertRefused(result -> result.put("mode", "thrpt"), "the mode must be avgt", "found thrpt");
  }

  @Test
  void refusesAScoreThatIsNotTheMeanOfItsData() {
    assertRefused(
        result -> metric(result).put("score", metric(result).get("score").doubleValue() * 1.1),
        "the score must be the mean of the raw data");
  }

  @Test
  void refusesMissingParts() {
    assertRefused(result -> result.remove("benchmark"), "a text is expected, found nothing");
    assertRefused(result -> result.remove("primaryMetric"), "$[0].primaryMetric.scoreUnit");
    assertRefused(result -> metric(result).putArray("rawData"), "an array for each fork");
    assertRefused(result -> metric(result).putArray("rawData").addArray(), "rawData[0]");
    assertRefused(result -> metric(result).put("rawData", 3), "found 3");
    assertRefused(
        result -> ((ObjectNode) result.get("params")).put("backend", 3), ".params.backend");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "3", "null", "[3]", "[[]]", "[", ""})
  void refusesWhatIsNotAResultFile(String text) {
    Path file = Goldens.write(folder, "jmh.json", text);
    assertThrows(FileFormatException.class, () -> RunFiles.readJmh(file));
  }
}
