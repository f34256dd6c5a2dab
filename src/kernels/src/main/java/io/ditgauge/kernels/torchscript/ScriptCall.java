package io.ditgauge.kernels.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Tensor;
import io.ditgauge.kernels.djl.PyTorchEngine;
import io.ditgauge.model.DType;
import java.util.ArrayList;
import java.util.List;

/** A TorchScript method with its arguments in place. */
final class ScriptCall implements Kernel {
  private final TorchScriptBackend backend;
  private final String method;
  private final IValue[] arguments;
  private final List<NDArray> tensors;
  private PtNDArray output;

  private ScriptCall(Builder builder, String method) {
    this.backend = builder.backend;
    this.method = method;
    this.arguments = builder.arguments.toArray(IValue[]::new);
    this.tensors = List.copyOf(builder.tensors);
  }

  @Override
  public Object run() {
    PtNDArray next = backend.invoke(method, arguments);
    release();
    output = next;
    if (backend.device().isCuda()) {
      awaitDevice();
    }
    return next;
  }

  /** CUDA calls return before the work is done; reading one element back waits for it. */
  private void awaitDevice() {
    try (NDArray first = backend.invokeOn("first", output)) {
      first.toFloatArray();
    }
  }

  @Override
  public float[] output() {
    if (output == null) {
      throw new IllegalStateException("no output yet: call run() first");
    }
    try (NDArray floats = backend.invokeOn("to_f32", output)) {
      return floats.toFloatArray();
    }
  }

  @Override
  public void close() {
    release();
    for (IValue argument : arguments) {
      argument.close();
    }
    tensors.forEach(NDArray::close);
  }

  private void release() {
    if (output != null) {
      output.close();
      output = null;
    }
  }

  /** Collects the arguments of a method in their order. */
  static final class Builder {
    private final TorchScriptBackend backend;
    private final OpInputs inputs;
    private final DType dtype;
    private final boolean packs;
    private final List<IValue> arguments = new ArrayList<>();
    private final List<NDArray> tensors = new ArrayList<>();

    Builder(TorchScriptBackend backend, OpInputs inputs, DType dtype) {
      this.backend = backend;
      this.inputs = inputs;
      this.dtype = dtype;
      this.packs = !backend.device().isCuda();
    }

    /** Appends the tensor of that name. */
    Builder input(String name) {
      return append(create(name));
    }

    /** Appends the weight of that name, packed for products of {@code rows} rows on a CPU. */
    Builder weight(String name, long rows) {
      NDArray plain = create(name);
      if (!packs) {
        return append(plain);
      }
      try (plain) {
        return append(backend.invokeOn("pack", plain, IValue.from(rows)));
      }
    }

    /** Appends a weight and its bias. */
    Builder linear(String weight, String bias, long rows) {
      return weight(weight, rows).input(bias);
    }

    /** Appends a source of n elements, its data repeated as needed, and a destination. */
    Builder tiledPair(long elements) {
      Tensor pattern = inputs.get("x").pattern();
      try (NDArray small = convert(PyTorchEngine.create(backend.manager(), pattern, dtype))) {
        PtNDArray source = backend.invokeOn("tile", small, IValue.from(elements));
        append(source);
        return append(backend.invokeOn("empty_like", source));
      }
    }

    /** Appends a number. */
    Builder number(long value) {
      arguments.add(IValue.from(value));
      return this;
    }

    /** Appends whether the weights are packed. */
    Builder packed() {
      arguments.add(IValue.from(packs));
      return this;
    }

    /** The kernel that calls the method of that name. */
    Kernel as(String method) {
      return new ScriptCall(this, method);
    }

    private NDArray create(String name) {
      return convert(PyTorchEngine.create(backend.manager(), inputs.get(name), dtype));
    }

    private NDArray convert(NDArray floats) {
      if (dtype == DType.F32) {
        return floats;
      }
      try (floats) {
        return backend.invokeOn("to_bf16", floats);
      }
    }

    private Builder append(NDArray tensor) {
      tensors.add(tensor);
      arguments.add(IValue.from((PtNDArray) tensor));
      return this;
    }
  }
}
