package io.ditgauge.estimator.roofline;

/**
 * Time that the host needs to launch kernels; where it exceeds the card's, the card waits.
 *
 * @param eagerSeconds for each kernel of a library call
 * @param compiledSeconds for each kernel of a compiled graph without capture
 */
public record HostModel(double eagerSeconds, double compiledSeconds) {
  /** Validates the numbers. */
  public HostModel {
    if (!(eagerSeconds >= 0 && compiledSeconds >= 0)) {
      throw new IllegalArgumentException(
          "launch times must not be negative: eagerSeconds="
              + eagerSeconds
              + ", compiledSeconds="
              + compiledSeconds);
    }
  }
}
