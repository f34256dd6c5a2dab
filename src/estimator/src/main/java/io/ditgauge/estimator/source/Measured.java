package io.ditgauge.estimator.source;

/**
 * Measured by us.
 *
 * @param run identifier of the run
 * @param key key of the combination in that run
 */
public record Measured(String run, String key) implements Source {
  /** Validates the texts. */
  public Measured {
    Texts.required("a measured source", "run", run);
    Texts.required("a measured source", "key", key);
  }

  @Override
  public String describe() {
    return "measured, run " + run + ", " + key;
  }
}
