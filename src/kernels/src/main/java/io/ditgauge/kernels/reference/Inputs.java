package io.ditgauge.kernels.reference;

import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.DType;

/**
 * Inputs of an op as doubles, after rounding to an element type.
 *
 * @param inputs the tensors
 * @param dtype what their values are rounded to
 */
record Inputs(OpInputs inputs, DType dtype) {

  /** The values of the tensor of that name. */
  double[] get(String name) {
    float[] values = inputs.get(name).values(dtype);
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }
}
