package io.ditgauge.model;

import static io.ditgauge.model.Checks.dimension;
import static io.ditgauge.model.Checks.divides;
import static io.ditgauge.model.Checks.positive;
import static io.ditgauge.model.Checks.product;
import static io.ditgauge.model.Checks.sum;

import java.util.Map;

/**
 * An elementwise function over N elements, whose shared operands have N/R elements each.
 *
 * <p>Work: as many elementwise operations an element as {@link Function} says; its operands read, N
 * written. A modulation of [B, T, D] has N = B T D and R = T.
 *
 * @param function what is applied
 * @param elements N: elements of the output
 * @param repeats R: elements of the output that share one element of a shared operand; 1 without
 */
public record Elementwise(Function function, long elements, long repeats) implements Op {
  /** Validates the dimensions. */
  public Elementwise {
    positive(function.id(), "elements", elements);
    dimension(function.id(), "repeats", repeats);
    divides(function.id(), "repeats", repeats, "elements", elements);
  }

  @Override
  public String type() {
    return function.id();
  }

  @Override
  public Map<String, Long> dimensions() {
    return Ops.dimensions("elements", elements, "repeats", repeats);
  }

  @Override
  public Work work() {
    return new Work(
        0,
        product(function.ops(), elements),
        sum(
            product(function.operands(), elements),
            product(function.broadcastOperands(), elements / repeats)),
        elements);
  }

  @Override
  public OpClass opClass() {
    return OpClass.ELEMENTWISE;
  }

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  public String shape() {
    return Long.toString(elements);
  }
}
