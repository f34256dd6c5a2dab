package io.ditgauge.kernels;

import io.ditgauge.model.DType;
import io.ditgauge.model.Op;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /**
   * Puts the weights of several layers on the device and returns a kernel whose calls take those of
   * one after the other, as a model does, on the activations of the first.
   *
   * @param layers inputs and weights of each layer, made for that op; at least one
   * @throws KernelException if the backend does not have it; {@link Backend#layersSupport} says
   *     which
   */
  default Kernel prepareLayers(Op op, List<OpInputs> layers, DType dtype) {
    throw new KernelException("this backend takes no weights in turn: op=" + op.type());
  }

  /**
   * Which of its attention kernels the library chooses for the attentions that an op consists of,
   * contiguous and without gradients; none where it has one or does not tell.
   */
  default Set<String> attentionKernels(Op op, DType dtype) {
    return Set.of();
  }

  /** Versions of the Java and the native library by name. */
  Map<String, String> versions();

  /** Frees what the backend holds. */
  @Override
  void close();
}
