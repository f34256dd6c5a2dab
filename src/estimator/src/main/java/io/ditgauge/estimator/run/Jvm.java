package io.ditgauge.estimator.run;

/**
 * A Java virtual machine.
 *
 * @param vendor vendor
 * @param name name
 * @param version version
 */
public record Jvm(String vendor, String name, String version) {
  /** Validates the texts. */
  public Jvm {
    Values.text("jvm vendor", vendor);
    Values.text("jvm name", name);
    Values.text("jvm version", version);
  }
}
