package io.ditgauge.kernels.reference;

import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.DType;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Inputs of an op as doubles, after rounding to an element type, and what was read of them. */
final class Inputs {
  private final Function<String, double[]> source;
  private final Map<String, Cells> cells = new HashMap<>();

  Inputs(OpInputs inputs, DType dtype) {
    this(name -> doubles(inputs.get(name).values(dtype)));
  }

  /** Inputs from any source of values by name. */
  Inputs(Function<String, double[]> source) {
    this.source = source;
  }

  /** The values of the tensor of that name. */
  Cells get(String name) {
    return cells.computeIfAbsent(name, key -> Cells.of(source.apply(key)));
  }

  static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  /** Distinct elements of all the tensors that were read. */
  long elementsRead() {
    return cells.values().stream().mapToLong(Cells::elementsRead).sum();
  }
}
