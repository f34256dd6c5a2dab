package io.ditgauge.kernels.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Outputs;
import io.ditgauge.kernels.Tensor;
import io.ditgauge.kernels.djl.PyTorchEngine;
import io.ditgauge.model.Attention;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Mlp;
import java.util.ArrayList;
import java.util.List;

/**
 * Forward and backward of an op in one call of a method of {@code training.py}, which returns the
 * gradient of every input and weight.
 *
 * <p>Weights are not packed: the packed products have no backward. Calls that record gradients take
 * tensors only, so the number of heads is the length of one.
 */
final class TrainingCall implements Kernel {
  private final TorchScriptBackend backend;
  private final NDList arguments;
  private NDList gradients = new NDList();

  private TrainingCall(TorchScriptBackend backend, NDList arguments) {
    this.backend = backend;
    this.arguments = arguments;
  }

  static void register(KernelRegistry<Context> registry) {
    registry
        .with(Gemm.class, (op, context) -> context.kernel("train_gemm", List.of()))
        .with(
            Linear.class,
            (op, context) ->
                context.kernel(op.bias() == 1 ? "train_linear" : "train_gemm", List.of()))
        .with(Attention.class, (op, context) -> context.kernel("train_attention", List.of()))
        .with(Mlp.class, (op, context) -> context.kernel("train_mlp", List.of()))
        .with(DitBlock.class, (op, context) -> context.kernel("train_block", List.of(op.heads())));
  }

  @Override
  public Object run() {
    Object result = launch();
    finish();
    return result;
  }

  @Override
  public Object launch() {
    NDList next = backend.train(arguments);
    gradients.close();
    gradients = next;
    return next;
  }

  @Override
  public void finish() {
    if (backend.device().isCuda()) {
      try (NDArray first = backend.invokeOn("first", gradients.get(0))) {
        first.toFloatArray(); // waits until the device has finished
      }
    }
  }

  @Override
  public float[] output() {
    if (gradients.isEmpty()) {
      throw new IllegalStateException("no output yet: call run() first");
    }
    List<float[]> parts = new ArrayList<>();
    for (NDArray gradient : gradients) {
      try (NDArray floats = backend.invokeOn("to_f32", gradient)) {
        parts.add(floats.toFloatArray());
      }
    }
    return Outputs.joined(parts);
  }

  @Override
  public void close() {
    gradients.close();
    arguments.close();
  }

  /**
   * What a kernel is made from.
   *
   * @param backend where
   * @param inputs its inputs and weights, and the gradient of its output
   * @param dtype element type
   */
  record Context(TorchScriptBackend backend, OpInputs inputs, DType dtype) {

    private Kernel kernel(String method, List<Long> numbers) {
      NDList arguments = new NDList();
      arguments.add(name(method));
      for (long number : numbers) {
        arguments.add(backend.manager().zeros(new Shape(number)));
      }
      arguments.add(create(inputs.outputGradient()));
      for (Tensor tensor : inputs.tensors()) {
        arguments.add(create(tensor));
      }
      return new TrainingCall(backend, arguments);
    }

    /** How DJL is told which method to call. */
    private NDArray name(String method) {
      NDArray result = backend.manager().zeros(new Shape(1));
      result.setName("module_method:" + method);
      return result;
    }

    /** Cast where gradients are recorded: elsewhere the result could not be differentiated by. */
    private NDArray create(Tensor tensor) {
      NDArray floats = PyTorchEngine.create(backend.manager(), tensor, dtype);
      if (dtype.bytes() == Float.BYTES) {
        return floats;
      }
      try (NDArray name = name("to_" + dtype.id());
          floats) {
        return backend.train(new NDList(name, floats)).singletonOrThrow();
      }
    }
  }
}
