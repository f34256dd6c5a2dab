package io.ditgauge.estimator.uncertainty;

import io.ditgauge.estimator.run.Values;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * What is known of an input that is not known exactly.
 *
 * <p>A distribution is sampled through its {@link #quantile}, so that one uniform number gives one
 * value, the same on every machine.
 */
public sealed interface Distribution {
  /** The value that is not exceeded with that probability, which lies between 0 and 1. */
  double quantile(double probability);

  /** The mean. */
  double mean();

  /** The value that is exceeded half of the time. */
  default double median() {
    return quantile(0.5);
  }

  /** Whether there is only one value. */
  default boolean isPoint() {
    return quantile(Uncertain.LOW) == quantile(Uncertain.HIGH);
  }

  /**
   * One value.
   *
   * @param value the value
   */
  record Point(double value) implements Distribution {
    /** Validates the value. */
    public Point {
      Checks.finite("a point", "value", value);
    }

    @Override
    public double quantile(double probability) {
      Checks.probability(probability);
      return value;
    }

    @Override
    public double mean() {
      return value;
    }
  }

  /**
   * Every value between two ends is as likely as another.
   *
   * @param low low end
   * @param high high end
   */
  record Uniform(double low, double high) implements Distribution {
    /** Validates the ends. */
    public Uniform {
      Checks.ordered("a uniform distribution", low, high);
    }

    @Override
    public double quantile(double probability) {
      return low + (high - low) * Checks.probability(probability);
    }

    @Override
    public double mean() {
      return low + (high - low) / 2;
    }
  }

  /**
   * The normal distribution; it has negative values, so a size or a rate is better lognormal.
   *
   * @param mean mean
   * @param standardDeviation standard deviation
   */
  record Normal(double mean, double standardDeviation) implements Distribution {
    private static final NormalDistribution STANDARD = new NormalDistribution(0, 1);

    /** Validates the parameters. */
    public Normal {
      Checks.finite("a normal distribution", "mean", mean);
      Values.positive("standardDeviation of a normal distribution", standardDeviation);
    }

    /** The one with these 5% and 95% quantiles. */
    public static Normal between(double low, double high) {
      Checks.ordered("a normal distribution", low, high);
      return new Normal(
          low + (high - low) / 2, (high - low) / (2 * standardQuantile(Uncertain.HIGH)));
    }

    static double standardQuantile(double probability) {
      return STANDARD.inverseCumulativeProbability(Checks.probability(probability));
    }

    @Override
    public double quantile(double probability) {
      return mean + standardDeviation * standardQuantile(probability);
    }
  }

  /**
   * The logarithm is normal: a size, a rate or a duration that is known up to a factor.
   *
   * @param median median
   * @param sigma standard deviation of the natural logarithm
   */
  record LogNormal(double median, double sigma) implements Distribution {
    /** Validates the parameters. */
    public LogNormal {
      Values.positive("median of a lognormal distribution", median);
      Values.positive("sigma of a lognormal distribution", sigma);
    }

    /** The one with these 5% and 95% quantiles. */
    public static LogNormal between(double low, double high) {
      Values.positive("low of a lognormal distribution", low);
      Checks.ordered("a lognormal distribution", low, high);
      double ratio = StrictMath.log(high / low);
      return new LogNormal(
          Math.sqrt(low) * Math.sqrt(high), ratio / (2 * Normal.standardQuantile(Uncertain.HIGH)));
    }

    /** The one with this mean, and this standard deviation over the mean. */
    public static LogNormal ofMean(double mean, double variation) {
      Values.positive("mean of a lognormal distribution", mean);
      Values.positive("variation of a lognormal distribution", variation);
      double square = StrictMath.log1p(variation * variation);
      return new LogNormal(mean * StrictMath.exp(-square / 2), Math.sqrt(square));
    }

    @Override
    public double quantile(double probability) {
      return median * StrictMath.exp(sigma * Normal.standardQuantile(probability));
    }

    @Override
    public double mean() {
      return median * StrictMath.exp(sigma * sigma / 2);
    }
  }

  /**
   * A least, a most likely and a greatest value, joined by straight lines.
   *
   * @param low the least
   * @param mode the most likely; may be one of the ends
   * @param high the greatest
   */
  record Triangular(double low, double mode, double high) implements Distribution {
    /** Validates the order. */
    public Triangular {
      Checks.ordered("a triangular distribution", low, high);
      if (!(low <= mode && mode <= high)) {
        throw new IllegalArgumentException(
            "a triangular distribution needs low <= mode <= high: low="
                + low
                + ", mode="
                + mode
                + ", high="
                + high);
      }
    }

    @Override
    public double quantile(double probability) {
      Checks.probability(probability);
      double width = high - low;
      double below = (mode - low) / width;
      return probability < below
          ? low + Math.sqrt(probability * width * (mode - low))
          : high - Math.sqrt((1 - probability) * width * (high - mode));
    }

    @Override
    public double mean() {
      return (low + mode + high) / 3;
    }
  }

  /**
   * A share between two ends, as a utilization.
   *
   * @param alpha first shape; {@code alpha / (alpha + beta)} of the way is the mean
   * @param beta second shape
   * @param low low end
   * @param high high end
   */
  record Beta(double alpha, double beta, double low, double high) implements Distribution {
    private static final double ACCURACY = 1e-12;

    /** Validates the parameters. */
    public Beta {
      Values.positive("alpha of a beta distribution", alpha);
      Values.positive("beta of a beta distribution", beta);
      Checks.ordered("a beta distribution", low, high);
    }

    /** The one between 0 and 1. */
    public static Beta share(double alpha, double beta) {
      return new Beta(alpha, beta, 0, 1);
    }

    @Override
    public double quantile(double probability) {
      return low
          + (high - low)
              * new BetaDistribution(alpha, beta, ACCURACY)
                  .inverseCumulativeProbability(Checks.probability(probability));
    }

    @Override
    public double mean() {
      return low + (high - low) * alpha / (alpha + beta);
    }
  }

  /**
   * Some values, each with a probability.
   *
   * @param outcomes the values; their weights need not add up to 1
   */
  record Discrete(List<Outcome> outcomes) implements Distribution {
    /** Copies the outcomes in rising order. */
    public Discrete {
      if (outcomes.isEmpty()) {
        throw new IllegalArgumentException(
            "a discrete distribution needs an outcome: outcomes=0; use Point for one value");
      }
      outcomes = outcomes.stream().sorted(Comparator.comparingDouble(Outcome::value)).toList();
    }

    /**
     * A value with its weight.
     *
     * @param value the value
     * @param weight how likely it is, compared with the others
     */
    public record Outcome(double value, double weight) {
      /** Validates the parts. */
      public Outcome {
        Checks.finite("an outcome", "value", value);
        Values.positive("weight of an outcome", weight);
      }
    }

    @Override
    public double quantile(double probability) {
      double left = Checks.probability(probability) * weight();
      for (Outcome outcome : outcomes) {
        left -= outcome.weight();
        if (left <= 0) {
          return outcome.value();
        }
      }
      return outcomes.get(outcomes.size() - 1).value();
    }

    @Override
    public double mean() {
      return outcomes.stream().mapToDouble(outcome -> outcome.value() * outcome.weight()).sum()
          / weight();
    }

    private double weight() {
      double sum = 0;
      for (Outcome outcome : outcomes) {
        sum += outcome.weight();
      }
      return sum;
    }
  }
}
