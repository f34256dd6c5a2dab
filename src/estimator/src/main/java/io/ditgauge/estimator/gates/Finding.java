package io.ditgauge.estimator.gates;

import java.util.List;

/**
 * A gate that fired.
 *
 * @param gate which
 * @param keys the rows that it keeps out
 * @param message what, value, rule and cure
 */
public record Finding(Gate gate, List<String> keys, String message) {
  /** Copies. */
  public Finding {
    keys = List.copyOf(keys);
  }
}
