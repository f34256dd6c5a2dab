package io.ditgauge.estimator.uncertainty;

import io.ditgauge.estimator.run.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Propagates what is known of the inputs of a formula to its result, by drawing.
 *
 * <p>The n-th draw of an input depends on nothing but the seed, its name and n. Two formulas, or
 * two scenarios, that share an input therefore see the same draws of it (common random numbers),
 * and their difference is not blurred by chance; adding an input does not change the draws of the
 * others; and any thread may draw any part of the sample. The uniform numbers are those of {@link
 * java.util.SplittableRandom}, whose n-th output is a hash of n (Steele, Lea and Flood, Fast
 * Splittable Pseudorandom Number Generators, OOPSLA 2014), and every value comes from a
 * distribution's quantile, so that results are the same on every machine.
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

  /** Step between the states of the generator: 2^64 over the golden ratio, odd. */
  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  /** Draws below which a second thread costs more than it saves. */
  private static final int FEW = 4 * Formulas.BLOCK;

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
    double[] draws = new double[samples];
    fill(key(name), distribution, 0, draws, samples);
    return draws;
  }

  /** The results of every formula for each draw, on as many threads as there are processors. */
  public double[][] sample(Formulas formulas) {
    return sample(formulas, Runtime.getRuntime().availableProcessors());
  }

  /**
   * The results of every formula for each draw: {@code [formula][draw]}, the same whatever the
   * number of threads.
   *
   * @throws IllegalArgumentException if a result is not finite, with the inputs that gave it
   */
  public double[][] sample(Formulas formulas, int threads) {
    Values.atLeast("threads", threads, 1);
    List<Filler> fillers = new ArrayList<>();
    formulas
        .inputs()
        .forEach(
            (name, known) -> {
              long key = key(name);
              fillers.add((from, into, count) -> fill(key, known, from, into, count));
            });
    return sample(formulas, fillers, threads);
  }

  /** Puts the draws of one input into a block. */
  @FunctionalInterface
  interface Filler {
    /**
     * Puts draws.
     *
     * @param from number of the first draw
     * @param into where they go, from its start
     * @param count how many
     */
    void fill(int from, double[] into, int count);
  }

  /** The same with the draws of each input, in their order, from somewhere. */
  double[][] sample(Formulas formulas, List<Filler> fillers, int threads) {
    double[][] results = new double[formulas.names().size()][samples];
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          Formulas.Evaluator evaluator = formulas.evaluator();
          double[][] points = new double[fillers.size()][Formulas.BLOCK];
          for (int from = next.getAndAdd(Formulas.BLOCK);
              from < samples;
              from = next.getAndAdd(Formulas.BLOCK)) {
            int count = Math.min(Formulas.BLOCK, samples - from);
            for (int input = 0; input < points.length; input++) {
              fillers.get(input).fill(from, points[input], count);
            }
            evaluator.evaluate(points, count, results, from);
            formulas.refuseNotFinite(points, count, results, from);
          }
        };
    Workers.run(work, samples < FEW ? 1 : threads);
    return results;
  }

  private static void fill(long key, Distribution known, int from, double[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = known.quantile(uniform(key, from + i));
    }
  }

  /** The n-th uniform number of a stream, between 0 and 1 and never one of them. */
  static double uniform(long key, long n) {
    return ((mix(key + (n + 1) * GAMMA) >>> BITS) + 0.5) * STEP;
  }

  /** Where the stream of an input starts: a hash of the seed and the name. */
  long key(String name) {
    Values.text("name of an input", name);
    long key = mix(seed + GAMMA);
    for (int i = 0; i < name.length(); i++) {
      key = mix((key ^ name.charAt(i)) + GAMMA);
    }
    return key;
  }

  /** Mixes bits as SplittableRandom does: variant 13 of D. Stafford's finalizers. */
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
