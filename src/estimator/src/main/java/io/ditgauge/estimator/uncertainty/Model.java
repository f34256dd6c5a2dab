package io.ditgauge.estimator.uncertainty;

/** A formula over named inputs. */
@FunctionalInterface
public interface Model {
  /**
   * The result for one value of each input.
   *
   * @param inputs the values by name
   */
  double result(Inputs inputs);

  /** One value for each input. */
  @FunctionalInterface
  interface Inputs {
    /**
     * The value of an input.
     *
     * @throws IllegalArgumentException for an unknown name
     */
    double value(String name);
  }
}
