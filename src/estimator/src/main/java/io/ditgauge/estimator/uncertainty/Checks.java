package io.ditgauge.estimator.uncertainty;

/** Checks that distributions share. */
final class Checks {
  private Checks() {}

  static double finite(String owner, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          owner + " must be finite: " + name + "=" + value + "; give it a number");
    }
    return value;
  }

  static void ordered(String owner, double low, double high) {
    finite(owner, "low", low);
    finite(owner, "high", high);
    if (!(low < high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          owner + " needs low < high: low=" + low + ", high=" + high + "; use Point for one value");
    }
  }

  static double probability(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "a quantile's probability must lie between 0 and 1: probability=" + probability);
    }
    return probability;
  }
}
