package io.ditgauge.estimator.sheet;

import io.ditgauge.estimator.uncertainty.Distribution;
import io.ditgauge.estimator.uncertainty.Formulas;
import io.ditgauge.estimator.uncertainty.Model;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines of a sheet as straight-line code over arrays: what does not depend on an uncertain input is
 * computed once, and each step that does runs over a block of points. The steps are those of the
 * formulas, in their order, so that results are the same to the last bit.
 */
public final class Chain implements Formulas {
  private final Map<String, Distribution> inputs;
  private final List<String> names;
  private final int[] slots;
  private final List<Double> constants;
  private final List<Step> steps;

  /**
   * Links what a compiler gathered.
   *
   * @param inputs uncertain inputs; the first slots hold them
   * @param outputs lines that are asked for, with their slots
   * @param constants value of each slot; NaN where a step fills it
   * @param steps the steps
   */
  Chain(
      Map<String, Distribution> inputs,
      Map<String, Integer> outputs,
      List<Double> constants,
      List<Step> steps) {
    this.inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    this.names = List.copyOf(outputs.keySet());
    this.slots = outputs.values().stream().mapToInt(Integer::intValue).toArray();
    this.constants = List.copyOf(constants);
    this.steps = List.copyOf(steps);
  }

  @Override
  public Map<String, Distribution> inputs() {
    return inputs;
  }

  @Override
  public List<String> names() {
    return names;
  }

  /** Whether more than formulas runs for each point. */
  boolean calls() {
    return steps.stream().anyMatch(Call.class::isInstance);
  }

  @Override
  public Evaluator evaluator() {
    double[][] values = new double[constants.size()][BLOCK];
    for (int slot = inputs.size(); slot < values.length; slot++) {
      Arrays.fill(values[slot], constants.get(slot));
    }
    int drawn = inputs.size();
    return (points, count, results, from) -> {
      System.arraycopy(points, 0, values, 0, drawn);
      for (Step step : steps) {
        step.run(values, count);
      }
      for (int i = 0; i < slots.length; i++) {
        System.arraycopy(values[slots[i]], 0, results[i], from, count);
      }
    };
  }

  /** Fills a slot for each point of a block. */
  sealed interface Step {
    /** Runs over the first points. */
    void run(double[][] values, int count);
  }

  /**
   * Joins two slots.
   *
   * @param sign what joins them
   * @param left slot of the first
   * @param right slot of the second
   * @param into slot of the result
   */
  record Join(Term.Sign sign, int left, int right, int into) implements Step {
    @Override
    public void run(double[][] values, int count) {
      sign.of(values[left], values[right], values[into], count);
    }
  }

  /**
   * Computes what is more than a formula, one point after the other.
   *
   * @param model the computation
   * @param slots slots of what it asks for
   * @param into slot of the result
   */
  record Call(Model model, Map<String, Integer> slots, int into) implements Step {
    @Override
    public void run(double[][] values, int count) {
      for (int i = 0; i < count; i++) {
        int point = i;
        values[into][i] = model.result(name -> values[slots.get(name)][point]);
      }
    }
  }
}
