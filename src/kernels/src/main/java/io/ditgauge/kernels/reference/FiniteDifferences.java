package io.ditgauge.kernels.reference;

import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Tensor;
import io.ditgauge.model.DType;
import io.ditgauge.model.Op;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gradients of an op by central differences of the control, which knows nothing of derivatives.
 *
 * <p>What is differentiated is the sum of the outputs times the {@link OpInputs#outputGradient}.
 * Two runs of the control for each element of each input: for small copies.
 */
public final class FiniteDifferences {
  /** Truncation and rounding are then both of the order of 1e-10. */
  private static final double STEP = 1e-5;

  private final Op op;
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final double[] outputGradient;

  private FiniteDifferences(Op op, OpInputs inputs, DType dtype) {
    this.op = op;
    for (Tensor tensor : inputs.tensors()) {
      values.put(tensor.name(), Inputs.doubles(tensor.values(dtype)));
    }
    outputGradient = Inputs.doubles(inputs.outputGradient().values(dtype));
  }

  /** The gradient of each input, by name in the order of the inputs, as rounded to the type. */
  public static Map<String, double[]> of(Op op, OpInputs inputs, DType dtype) {
    return new FiniteDifferences(op, inputs, dtype).gradients();
  }

  private Map<String, double[]> gradients() {
    Map<String, double[]> result = new LinkedHashMap<>();
    values.forEach((name, value) -> result.put(name, gradient(value)));
    return result;
  }

  private double[] gradient(double[] value) {
    double[] result = new double[value.length];
    for (int i = 0; i < value.length; i++) {
      double middle = value[i];
      value[i] = middle + STEP;
      double above = sum();
      value[i] = middle - STEP;
      double below = sum();
      value[i] = middle;
      result[i] = (above - below) / (2 * STEP);
    }
    return result;
  }

  private double sum() {
    double[] output = new Control().compute(op, new Inputs(values::get)).values();
    double result = 0;
    for (int i = 0; i < output.length; i++) {
      result += outputGradient[i] * output[i];
    }
    return result;
  }
}
