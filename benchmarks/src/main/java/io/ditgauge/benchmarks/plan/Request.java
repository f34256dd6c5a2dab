package io.ditgauge.benchmarks.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the user asked to measure.
 *
 * @param effort effort preset
 * @param include regular expression that a combination's key must contain
 * @param params values by parameter name, in place of the preset's
 */
public record Request(Effort effort, String include, Map<String, List<String>> params) {
  /** Copies the parameters, sorted, and checks the expression. */
  public Request {
    Map<String, List<String>> sorted = new TreeMap<>();
    params.forEach((name, values) -> sorted.put(name, List.copyOf(values)));
    params = Collections.unmodifiableMap(sorted);
    pattern(include);
  }

  /** The expression, compiled. */
  public Pattern pattern() {
    return pattern(include);
  }

  private static Pattern pattern(String include) {
    try {
      return Pattern.compile(include);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "jmh.include must be a regular expression: '" + include + "': " + e.getDescription(), e);
    }
  }
}
