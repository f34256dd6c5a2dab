package io.ditgauge.kernels;

import io.ditgauge.model.DType;
import io.ditgauge.model.Op;
import java.util.Map;

/** An opened tensor library on one device. */
public interface KernelBackend extends AutoCloseable {

  /**
   * Puts the inputs on the device and returns the op ready to run.
   *
   * @param op the op
   * @param inputs its inputs and weights, made for that op
   * @param dtype element type of the tensors; {@link Backend#support} says which are possible
   */
  default Kernel prepare(Op op, OpInputs inputs, DType dtype) {
    return prepare(op, inputs, dtype, Variant.DEFAULT);
  }

  /**
   * The same, computed in a given way.
   *
   * @throws KernelException if the backend does not have it; {@link Backend#support} says which
   */
  Kernel prepare(Op op, OpInputs inputs, DType dtype, Variant variant);

  /** Versions of the Java and the native library by name. */
  Map<String, String> versions();

  /** Frees what the backend holds. */
  @Override
  void close();
}
