package io.ditgauge.kernels.reference;

import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.DType;
import java.util.HashMap;
import java.util.Map;

/** Inputs of an op as doubles, after rounding to an element type, and what was read of them. */
final class Inputs {
  private final OpInputs inputs;
  private final DType dtype;
  private final Map<String, Cells> cells = new HashMap<>();

  Inputs(OpInputs inputs, DType dtype) {
    this.inputs = inputs;
    this.dtype = dtype;
  }

  /** The values of the tensor of that name. */
  Cells get(String name) {
    return cells.computeIfAbsent(name, this::load);
  }

  private Cells load(String name) {
    float[] values = inputs.get(name).values(dtype);
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return Cells.of(result);
  }

  /** Distinct elements of all the tensors that were read. */
  long elementsRead() {
    return cells.values().stream().mapToLong(Cells::elementsRead).sum();
  }
}
