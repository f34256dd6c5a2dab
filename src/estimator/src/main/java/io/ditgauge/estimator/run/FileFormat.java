package io.ditgauge.estimator.run;

/**
 * A versioned JSON format of ours.
 *
 * @param name value of the field {@code format}
 * @param version the one version that this code reads and writes
 * @param schema resource path of its JSON Schema
 * @param cure what a user does about a file that is refused
 */
public record FileFormat(String name, int version, String schema, String cure) {
  /** Validates the parts. */
  public FileFormat {
    Values.text("format name", name);
    Values.atLeast("version of " + name, version, 1);
    Values.text("schema of " + name, schema);
    Values.text("cure of " + name, cure);
  }
}
