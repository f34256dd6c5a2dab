package io.ditgauge.estimator.uncertainty;

import io.ditgauge.estimator.run.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.random.SobolSequenceGenerator;

/**
 * How much of the variance of a result each input explains: alone (first order), and with all of
 * its interactions (total).
 *
 * <p>With f over N points A, over N other points B, and over A with the values of input i from B:
 * the first-order index is mean(f(B) (f(AB_i) - f(A))) / V (Saltelli and others, Variance based
 * sensitivity analysis of model output, Computer Physics Communications 181, 2010, table 2 b), the
 * total index is mean((f(A) - f(AB_i))^2) / 2V (Jansen, Analysis of variance designs for model
 * output, Computer Physics Communications 117, 1999). The points are those of Sobol's sequence,
 * shifted at random modulo 1 for each coordinate, so that they fill the space evenly and none is an
 * end of a distribution.
 *
 * @param seed seed of the shifts
 * @param points N; a power of two fills the space best. The formulas are evaluated N (d + 2) times
 */
public record Sobol(long seed, int points) {
  /** Indices below this are rounding. */
  private static final double NOTHING = 1e-12;

  private static final double LEAST = 0x1p-53;

  /** Validates the number of points. */
  public Sobol {
    Values.atLeast("points", points, 2);
  }

  /**
   * What an input explains.
   *
   * @param input its name
   * @param firstOrder share of the variance that vanishes if the input alone becomes known, on
   *     average; an estimate may fall just below 0
   * @param total share that stays if all others become known, on average
   */
  public record Index(String input, double firstOrder, double total) {}

  /** The inputs of every formula, the greatest total first, without those that explain nothing. */
  public Map<String, List<Index>> indices(Formulas formulas) {
    int size = formulas.inputs().size();
    Map<String, List<Index>> result = new LinkedHashMap<>();
    formulas.names().forEach(name -> result.put(name, new ArrayList<>()));
    if (size > 0 && !formulas.names().isEmpty()) {
      double[][] all = coordinates(formulas.inputs());
      double[][] a = Arrays.copyOf(all, size);
      double[][] b = Arrays.copyOfRange(all, size, 2 * size);
      double[][] ofA = evaluate(formulas, a);
      double[][] ofB = evaluate(formulas, b);
      int input = 0;
      for (String name : formulas.inputs().keySet()) {
        double[][] mixed = a.clone();
        mixed[input] = b[input++];
        double[][] ofMixed = evaluate(formulas, mixed);
        for (int i = 0; i < ofA.length; i++) {
          add(result.get(formulas.names().get(i)), name, ofA[i], ofB[i], ofMixed[i]);
        }
      }
    }
    result.replaceAll((name, found) -> sorted(found));
    return result;
  }

  private static List<Index> sorted(List<Index> found) {
    return found.stream().sorted(Comparator.comparingDouble(Index::total).reversed()).toList();
  }

  private static void add(List<Index> to, String name, double[] a, double[] b, double[] mixed) {
    double mean = (mean(a) + mean(b)) / 2;
    double variance = 0;
    double first = 0;
    double total = 0;
    for (int i = 0; i < a.length; i++) {
      variance += (square(a[i] - mean) + square(b[i] - mean)) / 2;
      first += (b[i] - mean) * (mixed[i] - a[i]);
      total += square(a[i] - mixed[i]) / 2;
    }
    if (total > NOTHING * variance) {
      to.add(new Index(name, first / variance, total / variance));
    }
  }

  /** The values of each input at the points A, then at the points B. */
  private double[][] coordinates(Map<String, Distribution> inputs) {
    List<String> names = List.copyOf(inputs.keySet());
    int size = names.size();
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(2 * size);
    MonteCarlo shifts = new MonteCarlo(seed, 2);
    double[][] values = new double[2 * size][points];
    for (int point = 0; point < points; point++) {
      double[] vector = sequence.nextVector();
      for (int i = 0; i < vector.length; i++) {
        String name = names.get(i % size);
        double shifted = vector[i] + MonteCarlo.uniform(shifts.key(name), i / size);
        double probability = Math.max(LEAST, shifted - Math.floor(shifted));
        values[i][point] = inputs.get(name).quantile(probability);
      }
    }
    return values;
  }

  private static double[][] evaluate(Formulas formulas, double[][] at) {
    int points = at[0].length;
    double[][] results = new double[formulas.names().size()][points];
    Formulas.Evaluator evaluator = formulas.evaluator();
    for (int from = 0; from < points; from += Formulas.BLOCK) {
      int count = Math.min(Formulas.BLOCK, points - from);
      double[][] block = new double[at.length][];
      for (int input = 0; input < at.length; input++) {
        block[input] = Arrays.copyOfRange(at[input], from, from + Formulas.BLOCK);
      }
      evaluator.evaluate(block, count, results, from);
      formulas.refuseNotFinite(block, count, results, from);
    }
    return results;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double square(double value) {
    return value * value;
  }
}
