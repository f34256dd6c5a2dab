package io.ditgauge.estimator.uncertainty;

import io.ditgauge.estimator.run.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;

/**
 * Propagates what is known of the inputs of a formula to its result, by drawing.
 *
 * <p>The draws of an input depend on nothing but the seed and its name. Two formulas, or two
 * scenarios, that share an input therefore see the same draws of it (common random numbers), and
 * their difference is not blurred by chance; adding an input does not change the draws of the
 * others. The generator is WELL19937c and every value comes from a distribution's quantile, so that
 * results are the same on every machine.
 *
 * @param seed seed of all draws
 * @param samples number of draws; the 5% quantile of a normal result is then known to about 2.1 /
 *     sqrt(samples) of its standard deviation
 */
public record MonteCarlo(long seed, int samples) {
  /** Twenty thousand draws: quantiles to about 1.5% of the standard deviation. */
  public static final MonteCarlo STANDARD = new MonteCarlo(20_240_215, 20_000);

  private static final int BITS = 12;
  private static final double STEP = 0x1p-52;

  /** Validates the number of draws. */
  public MonteCarlo {
    Values.atLeast("samples", samples, 2);
  }

  /**
   * Draws the inputs and evaluates the formula for each draw.
   *
   * @param inputs what is known of each input
   * @param model the formula
   * @throws IllegalArgumentException if the formula asks for an unknown input, or gives a result
   *     that is not finite
   */
  public Propagation propagate(Map<String, Distribution> inputs, Model model) {
    Map<String, double[]> draws = new LinkedHashMap<>();
    inputs.forEach((name, distribution) -> draws.put(name, draws(name, distribution)));
    double[] results = new double[samples];
    for (int i = 0; i < samples; i++) {
      int draw = i;
      results[i] = Propagation.evaluate(model, inputs.keySet(), name -> draws.get(name)[draw]);
    }
    Map<String, Distribution> copy = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    return new Propagation(copy, model, draws, results);
  }

  /** The draws of one input. */
  double[] draws(String name, Distribution distribution) {
    Values.text("name of an input", name);
    RandomGenerator generator = new Well19937c(seeds(name));
    double[] draws = new double[samples];
    for (int i = 0; i < samples; i++) {
      draws[i] = distribution.quantile(((generator.nextLong() >>> BITS) + 0.5) * STEP);
    }
    return draws;
  }

  /** The seed and the name as the words that the generator starts from. */
  private int[] seeds(String name) {
    int[] seeds = new int[2 + name.length()];
    seeds[0] = (int) (seed >>> Integer.SIZE);
    seeds[1] = (int) seed;
    for (int i = 0; i < name.length(); i++) {
      seeds[2 + i] = name.charAt(i);
    }
    return seeds;
  }
}
