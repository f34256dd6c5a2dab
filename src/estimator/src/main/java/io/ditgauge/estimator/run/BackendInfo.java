package io.ditgauge.estimator.run;

import java.util.Map;

/**
 * A tensor library as it was run.
 *
 * @param name {@code nd4j}, {@code djl} or {@code torchscript}
 * @param versions versions of its parts by name
 * @param threads threads that it computed with
 * @param environment environment variables that were set for its processes
 */
public record BackendInfo(
    String name, Map<String, String> versions, int threads, Map<String, String> environment) {
  /** Validates, and copies sorted by name. */
  public BackendInfo {
    Values.text("backend name", name);
    Values.atLeast("threads of backend " + name, threads, 1);
    versions = Values.sorted(versions);
    environment = Values.sorted(environment);
  }
}
