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

  /**
   * Puts the inputs on the device and returns forward and backward of the op ready to run as one;
   * the output of that kernel are the gradients of all inputs, in their order.
   *
   * @throws KernelException if the backend does not have it; {@link Backend#trainingSupport} says
   *     which
   */
  default Kernel prepareTraining(Op op, OpInputs inputs, DType dtype) {
    throw new KernelException("this backend has no backward of " + op.type());
  }

  /** Versions of the Java and the native library by name. */
  Map<String, String> versions();

  /** Frees what the backend holds. */
  @Override
  void close();
}
