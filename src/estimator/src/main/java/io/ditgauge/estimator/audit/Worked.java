package io.ditgauge.estimator.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A formula with the values that were put in.
 *
 * @param formula the formula
 * @param values what each of its leaves was worth, in order
 */
public record Worked(Formula formula, Map<Formula.Leaf, Quantity> values) {
  /** Copies the map, keeping its order. */
  public Worked {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The formula in names: {@code T5 / compression}. */
  public String names() {
    return formula.text(Formula.Leaf::name);
  }

  /** The formula in numbers, written by the caller: {@code 1440 / 8}. */
  public String numbers(Function<Double, String> written) {
    return formula.text(leaf -> written.apply(values.get(leaf).value()));
  }
}
