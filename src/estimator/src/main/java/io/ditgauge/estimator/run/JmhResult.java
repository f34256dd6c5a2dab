package io.ditgauge.estimator.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One result of a {@code jmh.json}: the average seconds of an operation, by fork and iteration.
 *
 * @param benchmark full name of the benchmark method
 * @param params chosen value by parameter, sorted
 * @param forks for each fork its iterations in seconds an operation; neither list is empty
 */
public record JmhResult(String benchmark, Map<String, String> params, List<List<Double>> forks) {
  private static final double MAX_SECONDS = 1e6;
  private static final double SCORE_TOLERANCE = 1e-3;

  /** Validates and copies. */
  public JmhResult {
    Values.text("benchmark", benchmark);
    params = Values.sorted(params);
    forks = forks.stream().map(List::copyOf).toList();
    if (forks.isEmpty() || forks.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException("a result needs forks with iterations: " + benchmark);
    }
  }

  /** Iterations over all forks. */
  public int samples() {
    return forks.stream().mapToInt(List::size).sum();
  }

  /** The median of each fork over its iterations, in seconds an operation. */
  public double[] forkMedians() {
    return forks.stream().mapToDouble(JmhResult::median).toArray();
  }

  private static double median(List<Double> fork) {
    double[] sorted = fork.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /**
   * The results in a tree of JMH's format.
   *
   * @param place where the tree comes from, for messages
   * @throws FileFormatException for a result that is not an average time in s/op with raw data that
   *     are finite, greater than zero and within reason, or whose score is not their mean
   */
  public static List<JmhResult> parse(JsonNode tree, String place) {
    if (!tree.isArray()) {
      throw new FileFormatException(
          place
              + ": a JMH result file is an array, found "
              + Excerpts.of(tree)
              + "; measure again");
    }
    List<JmhResult> results = new ArrayList<>();
    for (int i = 0; i < tree.size(); i++) {
      results.add(new Reader(place, "$[" + i + "]").result(tree.get(i)));
    }
    return List.copyOf(results);
  }

  /** Reads one element and says where it fails. */
  private record Reader(String place, String path) {

    JmhResult result(JsonNode node) {
      String benchmark = text(node.path("benchmark"), ".benchmark");
      String mode = text(node.path("mode"), ".mode");
      require(mode.equals("avgt"), "the mode must be avgt (average time), found " + mode, ".mode");
      JsonNode metric = node.path("primaryMetric");
      String unit = text(metric.path("scoreUnit"), ".primaryMetric.scoreUnit");
      require(
          unit.equals("s/op"),
          "wrong unit: the score must be in s/op, found " + unit,
          ".primaryMetric.scoreUnit");
      JsonNode error = metric.path("scoreError");
      require(
          error.isMissingNode()
              || (error.isNumber() && error.doubleValue() >= 0)
              || (error.isTextual() && error.textValue().equals("NaN")),
          "a score error must be a number or \"NaN\", found " + Excerpts.of(error),
          ".primaryMetric.scoreError");
      double score = seconds(metric.path("score"), ".primaryMetric.score");
      JmhResult result =
          new JmhResult(benchmark, params(node.path("params")), forks(metric.path("rawData")));
      double mean =
          result.forks().stream().flatMap(List::stream).mapToDouble(Double::doubleValue).sum()
              / result.samples();
      require(
          Math.abs(score - mean) <= SCORE_TOLERANCE * mean,
          "the score must be the mean of the raw data: score=" + score + ", mean=" + mean,
          ".primaryMetric.score");
      return result;
    }

    private Map<String, String> params(JsonNode node) {
      require(
          node.isObject() || node.isMissingNode(),
          "params must be an object, found " + Excerpts.of(node),
          ".params");
      Map<String, String> params = new TreeMap<>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        params.put(field.getKey(), text(field.getValue(), ".params." + field.getKey()));
      }
      return params;
    }

    private List<List<Double>> forks(JsonNode node) {
      String where = ".primaryMetric.rawData";
      require(
          node.isArray() && !node.isEmpty(),
          "raw data must be an array with an array for each fork, found " + Excerpts.of(node),
          where);
      List<List<Double>> forks = new ArrayList<>();
      for (JsonNode fork : node) {
        String here = where + "[" + forks.size() + "]";
        require(
            fork.isArray() && !fork.isEmpty(),
            "a fork must be an array of iterations, found " + Excerpts.of(fork),
            here);
        List<Double> iterations = new ArrayList<>();
        for (JsonNode value : fork) {
          iterations.add(seconds(value, here + "[" + iterations.size() + "]"));
        }
        forks.add(iterations);
      }
      return forks;
    }

    private double seconds(JsonNode node, String where) {
      require(node.isNumber(), "a time must be a number, found " + Excerpts.of(node), where);
      double value = node.doubleValue();
      require(
          value > 0 && value <= MAX_SECONDS,
          "a time must be greater than zero and at most "
              + MAX_SECONDS
              + " seconds, found "
              + value,
          where);
      return value;
    }

    private String text(JsonNode node, String where) {
      require(
          node.isTextual() && !node.textValue().isBlank(),
          "a text is expected, found " + Excerpts.of(node),
          where);
      return node.textValue();
    }

    private void require(boolean holds, String message, String where) {
      if (!holds) {
        throw new FileFormatException(
            place + ": " + message + " (" + path + where + "); measure again");
      }
    }
  }
}
