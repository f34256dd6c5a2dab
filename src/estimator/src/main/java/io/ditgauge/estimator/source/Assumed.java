package io.ditgauge.estimator.source;

/**
 * Assumed without evidence.
 *
 * @param reason why this value
 */
public record Assumed(String reason) implements Source {
  /** Validates the text. */
  public Assumed {
    Texts.required("an assumed source", "reason", reason);
  }

  @Override
  public String describe() {
    return "assumed: " + reason;
  }
}
