package io.ditgauge.estimator.run;

/**
 * An operating system.
 *
 * @param name name
 * @param version version
 * @param arch architecture as Java names it
 */
public record Os(String name, String version, String arch) {
  /** Validates the texts. */
  public Os {
    Values.text("os name", name);
    Values.text("os version", version);
    Values.text("os arch", arch);
  }
}
