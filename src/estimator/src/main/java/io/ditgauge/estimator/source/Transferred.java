package io.ditgauge.estimator.source;

import java.util.Objects;

/**
 * Known of another machine and applied to this one, which is a guess.
 *
 * @param fromMachine the machine that it was known of, as {@code m-3f9a2b7c41d0 (Intel Xeon)}
 * @param original how it was known there
 */
public record Transferred(String fromMachine, Source original) implements Source {
  /** Validates the parts. */
  public Transferred {
    Texts.required("a transferred source", "machine", fromMachine);
    Objects.requireNonNull(original, "a transferred source needs its original source");
  }

  @Override
  public String describe() {
    return "transferred from " + fromMachine + ": " + original.describe();
  }
}
