package io.ditgauge.benchmarks.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.util.ListStatistics;

/**
 * JMH's JSON, one entry a combination, put together from forks that were run one at a time.
 *
 * <p>The statistics of a merged entry are JMH's own ({@link ListStatistics}) over the samples of
 * all forks, as JMH would have computed them had it run the forks in one go.
 */
final class JmhJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double CONFIDENCE = 0.999;

  private JmhJson() {}

  /** The entry of one fork in JMH's format, fit to publish. */
  static ObjectNode entry(Collection<RunResult> results) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
    try {
      ObjectNode entry = (ObjectNode) MAPPER.readTree(bytes.toByteArray()).get(0);
      return publishable(entry);
    } catch (IOException e) {
      throw new UncheckedIOException("JMH wrote JSON that cannot be read", e);
    }
  }

  /** Replaces the path of the JVM and keeps only the arguments that matter. */
  private static ObjectNode publishable(ObjectNode entry) {
    entry.put("jvm", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
    ArrayNode kept = MAPPER.createArrayNode();
    for (JsonNode argument : entry.path("jvmArgs")) {
      String text = argument.asText();
      boolean matters = text.startsWith("-X") || text.startsWith("-Dditgauge.threads=");
      if (matters && !text.contains("/")) {
        kept.add(text);
      }
    }
    entry.set("jvmArgs", kept);
    return entry;
  }

  /** Adds the samples of one more fork to an entry. */
  static void append(ObjectNode entry, ObjectNode fork) {
    entry.put("forks", entry.path("forks").asInt() + fork.path("forks").asInt());
    merge((ObjectNode) entry.get("primaryMetric"), fork.path("primaryMetric"));
    for (Map.Entry<String, JsonNode> metric : entry.path("secondaryMetrics").properties()) {
      merge((ObjectNode) metric.getValue(), fork.path("secondaryMetrics").path(metric.getKey()));
    }
  }

  private static void merge(ObjectNode metric, JsonNode fork) {
    ArrayNode raw = (ArrayNode) metric.get("rawData");
    fork.path("rawData").forEach(raw::add);
    ListStatistics statistics = new ListStatistics();
    for (JsonNode samples : raw) {
      samples.forEach(sample -> statistics.addValue(sample.asDouble()));
    }
    metric.set("score", number(statistics.getMean()));
    metric.set("scoreError", number(statistics.getMeanErrorAt(CONFIDENCE)));
    double[] interval = statistics.getConfidenceIntervalAt(CONFIDENCE);
    metric.putArray("scoreConfidence").add(number(interval[0])).add(number(interval[1]));
    ObjectNode percentiles = (ObjectNode) metric.get("scorePercentiles");
    Iterator<String> names = percentiles.deepCopy().fieldNames();
    while (names.hasNext()) {
      String name = names.next();
      percentiles.set(name, number(statistics.getPercentile(Double.parseDouble(name))));
    }
  }

  /** A number as JMH writes it: not a number becomes the text {@code NaN}. */
  private static JsonNode number(double value) {
    return Double.isFinite(value)
        ? MAPPER.getNodeFactory().numberNode(value)
        : MAPPER.getNodeFactory().textNode("NaN");
  }

  /** Forks whose samples are in the entry. */
  static int forks(JsonNode entry) {
    return entry.path("primaryMetric").path("rawData").size();
  }

  /** Mean seconds a call in the last fork of the entry. */
  static double lastForkSeconds(JsonNode entry) {
    JsonNode raw = entry.path("primaryMetric").path("rawData");
    ListStatistics statistics = new ListStatistics();
    raw.get(raw.size() - 1).forEach(sample -> statistics.addValue(sample.asDouble()));
    return statistics.getMean();
  }
}
