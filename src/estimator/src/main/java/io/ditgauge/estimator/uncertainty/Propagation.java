package io.ditgauge.estimator.uncertainty;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/** The result of a formula over uncertain inputs, and which of them make it uncertain. */
public final class Propagation {
  private final Map<String, Distribution> inputs;
  private final Model model;
  private final Map<String, double[]> draws;
  private final double[] results;

  Propagation(
      Map<String, Distribution> inputs,
      Model model,
      Map<String, double[]> draws,
      double[] results) {
    this.inputs = inputs;
    this.model = model;
    this.draws = draws;
    this.results = results;
  }

  /** The result. */
  public Uncertain result() {
    return Uncertain.of(results);
  }

  /** The result of each draw. */
  public double[] results() {
    return results.clone();
  }

  /** The result when every input has its median. */
  public double atMedians() {
    return evaluate(model, inputs.keySet(), name -> inputs.get(name).median());
  }

  /**
   * How far each input alone moves the result, from its 5% to its 95% quantile, while the others
   * stay at their medians; the widest first. Inputs that are points are left out.
   */
  public List<Swing> tornado() {
    List<Swing> swings = new ArrayList<>();
    inputs.forEach(
        (name, distribution) -> {
          if (!distribution.isPoint()) {
            double low = distribution.quantile(Uncertain.LOW);
            double high = distribution.quantile(Uncertain.HIGH);
            swings.add(new Swing(name, low, high, with(name, low), with(name, high)));
          }
        });
    swings.sort(Comparator.comparingDouble(Swing::width).reversed());
    return List.copyOf(swings);
  }

  private double with(String moved, double value) {
    return evaluate(
        model, inputs.keySet(), name -> name.equals(moved) ? value : inputs.get(name).median());
  }

  /**
   * Spearman's rank correlation of each input with the result, the strongest first. Inputs that are
   * points are left out; if the result is the same for every draw there is none.
   */
  public List<Influence> rankCorrelations() {
    NaturalRanking ranking = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
    double[] ofResult = ranking.rank(results);
    List<Influence> influences = new ArrayList<>();
    draws.forEach(
        (name, values) -> {
          if (varies(values) && varies(results)) {
            double[] ofInput = ranking.rank(values);
            influences.add(
                new Influence(name, new PearsonsCorrelation().correlation(ofInput, ofResult)));
          }
        });
    influences.sort(
        Comparator.comparingDouble((Influence of) -> Math.abs(of.rankCorrelation())).reversed());
    return List.copyOf(influences);
  }

  private static boolean varies(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return true;
      }
    }
    return false;
  }

  /** The formula's result, refused if it is not finite. */
  static double evaluate(Model model, Collection<String> names, Model.Inputs inputs) {
    double result =
        model.result(
            name -> {
              if (!names.contains(name)) {
                throw new IllegalArgumentException(
                    "the formula asks for an unknown input '"
                        + name
                        + "'; given are "
                        + String.join(", ", names));
              }
              return inputs.value(name);
            });
    if (!Double.isFinite(result)) {
      String values =
          names.stream()
              .map(name -> name + "=" + inputs.value(name))
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "the formula must give a finite result: "
              + result
              + " for "
              + values
              + "; keep the inputs where it is defined");
    }
    return result;
  }

  /**
   * What one input alone does to the result.
   *
   * @param input name of the input
   * @param inputLow its 5% quantile
   * @param inputHigh its 95% quantile
   * @param resultLow the result at {@code inputLow}
   * @param resultHigh the result at {@code inputHigh}; below {@code resultLow} if it falls
   */
  public record Swing(
      String input, double inputLow, double inputHigh, double resultLow, double resultHigh) {
    /** Distance between the two results. */
    public double width() {
      return Math.abs(resultHigh - resultLow);
    }
  }

  /**
   * How strongly the result follows an input.
   *
   * @param input name of the input
   * @param rankCorrelation from -1 to 1
   */
  public record Influence(String input, double rankCorrelation) {}
}
