package io.ditgauge.kernels;

import io.ditgauge.kernels.reference.Control;
import io.ditgauge.kernels.reference.FiniteDifferences;
import io.ditgauge.model.CrossBlock;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.Op;
import io.ditgauge.model.Ops;
import io.ditgauge.model.SingleBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How far a kernel is from the control, as relative Frobenius errors ||y - r|| / ||r||.
 *
 * <p>A block is judged on y - x as well as on y: the residual x would hide an error in what the
 * block adds.
 *
 * @param output error of the output
 * @param update error of the output less the input of a block; equal to {@code output} elsewhere
 * @param tolerance the largest error accepted at the element type
 */
public record Agreement(double output, double update, double tolerance) {

  /** The inputs of blocks that their outputs hold as residuals, in the order of the outputs. */
  private static final Map<Class<? extends Op>, List<String>> STREAMS =
      Map.of(
          DitBlock.class, List.of("x"),
          SingleBlock.class, List.of("x"),
          CrossBlock.class, List.of("x"),
          JointBlock.class, List.of("x", "y"));

  /**
   * The largest error accepted: 5e-6 for float32, 1e-2 for bfloat16 and for eight-bit floats, whose
   * products are written as bfloat16. Outputs are read as float32, which limits float64 to 1e-7.
   */
  public static double tolerance(DType dtype) {
    return switch (dtype) {
      case F64 -> 1e-7;
      case F32 -> 5e-6;
      case BF16, F8 -> 1e-2;
      case F16, TF32 -> 2e-3;
    };
  }

  /**
   * The largest error accepted of that op: twice as much of whole models in sixteen bits, whose
   * tensors are rounded in the condition, in every block and after them.
   */
  static double tolerance(Op op, DType dtype) {
    boolean longer = Ops.isWholeModel(op) && dtype.bytes() == Short.BYTES;
    return longer ? 2 * tolerance(dtype) : tolerance(dtype);
  }

  /**
   * The largest error accepted of a gradient: that of an output, but 6e-2 for bfloat16, since a
   * block's gradient passes through some thirty tensors that are each rounded to 2^-9.
   */
  public static double gradientTolerance(DType dtype) {
    return dtype == DType.BF16 ? 6e-2 : tolerance(dtype);
  }

  /**
   * Runs the op on the backend and in the control on the same data and compares.
   *
   * <p>The control gets the inputs as rounded to the element type.
   */
  public static Agreement check(KernelBackend backend, Op op, DType dtype, long seed) {
    return check(backend, op, Variant.DEFAULT, dtype, seed);
  }

  /** The same for an op computed in a given way. */
  public static Agreement check(
      KernelBackend backend, Op op, Variant variant, DType dtype, long seed) {
    OpInputs inputs = OpInputs.of(op, seed);
    float[] actual;
    try (Kernel kernel = backend.prepare(op, inputs, dtype, variant)) {
      kernel.run();
      kernel.run(); // a second call shows whether the first one changed its inputs
      actual = kernel.output();
    }
    double[] expected = new Control().run(op, inputs, dtype);
    double output = error(actual, expected, new float[expected.length]);
    List<String> streams = STREAMS.getOrDefault(op.getClass(), List.of());
    double update =
        streams.isEmpty() ? output : error(actual, expected, joined(inputs, streams, dtype));
    return new Agreement(output, update, tolerance(op, dtype));
  }

  /**
   * Runs forward and backward of the op and compares each gradient with the control's by finite
   * differences; {@code output} is the largest error of an input's gradient.
   */
  public static Agreement checkTraining(KernelBackend backend, Op op, DType dtype, long seed) {
    OpInputs inputs = OpInputs.of(op, seed);
    float[] actual;
    try (Kernel kernel = backend.prepareTraining(op, inputs, dtype)) {
      kernel.run();
      kernel.run();
      actual = kernel.output();
    }
    double worst = 0;
    int from = 0;
    for (double[] expected : FiniteDifferences.of(op, inputs, dtype).values()) {
      int to = from + expected.length;
      float[] part = Arrays.copyOfRange(actual, Math.min(from, actual.length), to);
      worst = Math.max(worst, error(part, expected, new float[expected.length]));
      from = to;
    }
    worst = from == actual.length ? worst : Double.NaN;
    return new Agreement(worst, worst, gradientTolerance(dtype));
  }

  /** Whether both errors are within the tolerance; not a number is not. */
  public boolean holds() {
    return output <= tolerance && update <= tolerance;
  }

  /** The errors and the tolerance in words. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "relative error %.2e of the output and %.2e of the update, tolerance %.0e",
        output,
        update,
        tolerance);
  }

  private static float[] joined(OpInputs inputs, List<String> names, DType dtype) {
    float[] result = new float[0];
    for (String name : names) {
      float[] values = inputs.get(name).values(dtype);
      int from = result.length;
      result = Arrays.copyOf(result, from + values.length);
      System.arraycopy(values, 0, result, from, values.length);
    }
    return result;
  }

  private static double error(float[] actual, double[] expected, float[] input) {
    if (actual.length != expected.length) {
      return Double.NaN;
    }
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      double d = actual[i] - expected[i];
      double r = expected[i] - input[i];
      difference += d * d;
      norm += r * r;
    }
    return Math.sqrt(difference / norm);
  }
}
