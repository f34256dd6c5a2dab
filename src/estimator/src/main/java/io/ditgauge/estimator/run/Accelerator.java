package io.ditgauge.estimator.run;

/**
 * A GPU.
 *
 * @param name its name as the driver gives it
 */
public record Accelerator(String name) {
  /** Validates the name. */
  public Accelerator {
    Values.text("accelerator name", name);
  }
}
