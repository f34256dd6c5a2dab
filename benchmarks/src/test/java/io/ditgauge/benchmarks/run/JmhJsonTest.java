package io.ditgauge.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.estimator.run.JsonFiles;
import io.ditgauge.estimator.run.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forks merged one by one are the entry that JMH writes for all of them at once. */
class JmhJsonTest {
  private static final double[][] SAMPLES = {{0.0101, 0.0103}, {0.0099, 0.0107}, {0.012, 0.0098}};

  private static ObjectNode entry(double[]... samples) {
    return JmhJson.entry(List.of(Forks.result(Forks.PATCHIFY, samples)));
  }

  private static ObjectNode merged(double[]... samples) {
    ObjectNode result = entry(samples[0]);
    for (int i = 1; i < samples.length; i++) {
      JmhJson.append(result, entry(samples[i]));
    }
    return result;
  }

  @Test
  void mergedForksEqualJmhsOwnEntryInEveryField() {
    assertEquals(entry(SAMPLES), merged(SAMPLES));
  }

  @Test
  void mergedForksEqualJmhsOwnEntryForRandomSamples() {
    SplittableRandom random = new SplittableRandom(61);
    for (int trial = 0; trial < 50; trial++) {
      double[][] samples = new double[2 + random.nextInt(9)][1 + random.nextInt(4)];
      for (double[] fork : samples) {
        for (int i = 0; i < fork.length; i++) {
          fork[i] = 1e-6 + random.nextInt(1_000_000_000) / 1e9;
        }
      }
      assertEquals(entry(samples), merged(samples), "trial " + trial);
    }
  }

  @Test
  void aSingleSampleHasNoErrorAndSaysNan() {
    ObjectNode single = entry(new double[] {0.01});
    assertEquals("NaN", single.at("/primaryMetric/scoreError").textValue());
    assertEquals("NaN", single.at("/primaryMetric/scoreConfidence/0").textValue());
  }

  @Test
  void theErrorIsNoLongerNanOnceThereAreEnoughSamples() {
    ObjectNode merged = merged(new double[] {0.01}, new double[] {0.011}, new double[] {0.012});
    assertTrue(merged.at("/primaryMetric/scoreError").isNumber(), merged.toString());
    assertEquals(0.011, merged.at("/primaryMetric/score").doubleValue(), 1e-12);
  }

  @Test
  void forksAreCounted() {
    ObjectNode merged = merged(SAMPLES);
    assertEquals(3, merged.get("forks").intValue());
    assertEquals(3, JmhJson.forks(merged));
    assertEquals(0.0109, JmhJson.lastForkSeconds(merged), 1e-12);
  }

  @Test
  void secondaryMetricsAreMergedToo() {
    JsonNode metric = merged(SAMPLES).at("/secondaryMetrics/flopsPerSecond");
    assertEquals(3, metric.get("rawData").size());
    assertEquals("FLOP/s", metric.get("scoreUnit").textValue());
  }

  @Test
  void anEntryTellsNoPathAndNoUser() {
    ObjectNode entry = merged(SAMPLES);
    assertFalse(entry.get("jvm").textValue().contains("/"), entry.get("jvm").toString());
    assertEquals(
        List.of("-Xms256m", "-XX:+UseSerialGC", "-Dditgauge.threads=2"), texts(entry, "jvmArgs"));
    String text = entry.toString();
    assertFalse(text.contains("somebody"), text);
    assertFalse(text.contains("/tmp"), text);
  }

  private static List<String> texts(ObjectNode entry, String array) {
    List<String> result = new ArrayList<>();
    entry.get(array).forEach(node -> result.add(node.textValue()));
    return result;
  }

  @Test
  void theMergedEntryPassesTheChecksOfTheReader(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("jmh.json");
    ArrayNode all = JsonNodeFactory.instance.arrayNode().add(merged(SAMPLES));
    Files.write(file, JsonFiles.bytes(all));
    assertEquals(1, RunFiles.readJmh(file).size());
  }

  @Test
  void entriesAreTheSameUnderEveryLocale() {
    Locale before = Locale.getDefault();
    ObjectNode expected = merged(SAMPLES);
    try {
      for (String tag : List.of("de-DE", "ar")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertEquals(expected, merged(SAMPLES), tag);
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
