package io.ditgauge.estimator.run;

/**
 * The random data of inputs and weights.
 *
 * @param distribution {@code normal}
 * @param mean its mean
 * @param activationDeviation standard deviation of activations
 * @param weightDeviation standard deviation of weights and biases, as a formula
 * @param seed seed of the first set; set i has seed + i
 */
public record InputData(
    String distribution,
    double mean,
    double activationDeviation,
    String weightDeviation,
    long seed) {
  /** Validates the parts. */
  public InputData {
    Values.text("distribution", distribution);
    Values.positive("activationDeviation", activationDeviation);
    Values.text("weightDeviation", weightDeviation);
  }
}
