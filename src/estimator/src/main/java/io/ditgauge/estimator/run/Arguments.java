package io.ditgauge.estimator.run;

import java.util.List;
import java.util.Map;

/**
 * What a run was asked for.
 *
 * @param include regular expression over benchmark names
 * @param params chosen values by parameter
 * @param jmh further arguments for JMH
 */
public record Arguments(String include, Map<String, List<String>> params, List<String> jmh) {
  /** Validates and copies. */
  public Arguments {
    Values.text("include", include);
    params = Values.sorted(params);
    jmh = List.copyOf(jmh);
  }
}
