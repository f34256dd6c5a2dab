package io.ditgauge.kernels.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Outputs;
import io.ditgauge.kernels.Tensor;
import io.ditgauge.kernels.djl.PyTorchEngine;
import io.ditgauge.model.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A TorchScript method with its arguments in place. */
final class ScriptCall implements Kernel {
  private final TorchScriptBackend backend;
  private final String method;
  private final IValue[] arguments;
  private final List<NDArray> tensors;
  private final boolean several;
  private List<PtNDArray> outputs = List.of();

  private ScriptCall(Builder builder, String method, boolean several) {
    this.backend = builder.backend;
    this.method = method;
    this.several = several;
    this.arguments = builder.arguments.toArray(IValue[]::new);
    this.tensors = List.copyOf(builder.tensors);
  }

  @Override
  public Object run() {
    Object result = launch();
    finish();
    return result;
  }

  @Override
  public Object launch() {
    List<PtNDArray> next =
        several
            ? backend.invokeForSeveral(method, arguments)
            : List.of(backend.invoke(method, arguments));
    release();
    outputs = next;
    return next;
  }

  @Override
  public void finish() {
    if (backend.device().isCuda()) {
      awaitDevice();
    }
  }

  /** CUDA calls return before the work is done; reading one element back waits for it. */
  private void awaitDevice() {
    try (NDArray first = backend.invokeOn("first", outputs.get(outputs.size() - 1))) {
      first.toFloatArray();
    }
  }

  @Override
  public float[] output() {
    if (outputs.isEmpty()) {
      throw new IllegalStateException("no output yet: call run() first");
    }
    List<float[]> parts = new ArrayList<>();
    for (PtNDArray output : outputs) {
      try (NDArray floats = backend.invokeOn("to_f32", output)) {
        parts.add(floats.toFloatArray());
      }
    }
    return Outputs.joined(parts);
  }

  @Override
  public void close() {
    release();
    for (IValue argument : arguments) {
      argument.close();
    }
    tensors.forEach(NDArray::close);
  }

  /** Frees the outputs. */
  void release() {
    outputs.forEach(PtNDArray::close);
    outputs = List.of();
  }

  /** Collects the arguments of a method in their order. */
  static final class Builder {
    private final TorchScriptBackend backend;
    private final OpInputs inputs;
    private final DType dtype;
    private final boolean packs;
    private final List<IValue> arguments = new ArrayList<>();
    private final List<NDArray> tensors = new ArrayList<>();
    private final Map<String, NDArray> activations;

    Builder(TorchScriptBackend backend, OpInputs inputs, DType dtype) {
      this(backend, inputs, dtype, new HashMap<>());
    }

    /**
     * Collects arguments whose activations are those of another call.
     *
     * @param activations by name; the first call puts them in
     */
    Builder(
        TorchScriptBackend backend,
        OpInputs inputs,
        DType dtype,
        Map<String, NDArray> activations) {
      this.activations = activations;
      this.backend = backend;
      this.inputs = inputs;
      this.dtype = dtype;
      this.packs = !backend.device().isCuda() && (dtype == DType.F32 || dtype == DType.BF16);
    }

    /** Appends the tensors of those names. */
    Builder input(String... names) {
      for (String name : names) {
        append(create(name));
      }
      return this;
    }

    /** Appends the weight of that name, packed for products of {@code rows} rows on a CPU. */
    Builder weight(String name, long rows) {
      return weight(create(name), rows);
    }

    private Builder weight(NDArray plain, long rows) {
      if (!packs) {
        return append(plain);
      }
      try (plain) {
        return append(backend.invokeOn("pack", plain, IValue.from(rows)));
      }
    }

    /** Appends those indices of one dimension of the tensor of that name. */
    Builder part(String name, int dimension, long start, long end) {
      return append(sliced(name, dimension, start, end));
    }

    /** Appends a part of a weight, packed for products of {@code rows} rows on a CPU. */
    Builder part(String name, int dimension, long start, long end, long rows) {
      return weight(sliced(name, dimension, start, end), rows);
    }

    private NDArray sliced(String name, int dimension, long start, long end) {
      try (NDArray whole = make(name)) {
        return backend.invokeOn(
            "part", whole, IValue.from((long) dimension), IValue.from(start), IValue.from(end));
      }
    }

    /** Appends a weight and its bias. */
    Builder linear(String weight, String bias, long rows) {
      return weight(weight, rows).input(bias);
    }

    /** Appends n elements, the data of the tensor of that name repeated as needed. */
    Builder tiled(String name, long elements) {
      Tensor pattern = inputs.get(name).pattern();
      try (NDArray small = convert(PyTorchEngine.create(backend.manager(), pattern, dtype))) {
        return append(backend.invokeOn("tile", small, IValue.from(elements)));
      }
    }

    /** Appends a tensor to write into, of the shape of the last one. */
    Builder destination() {
      return append(backend.invokeOn("empty_like", tensors.get(tensors.size() - 1)));
    }

    /** Appends the tensors of those names in eight bits, then the scale of each. */
    Builder eightBit(String... names) {
      List<NDArray> scales = new ArrayList<>();
      for (String name : names) {
        Tensor tensor = inputs.get(name);
        double scale = (float) tensor.deviation();
        try (NDArray floats = PyTorchEngine.create(backend.manager(), tensor, dtype)) {
          append(backend.invokeOn("to_f8", floats, IValue.from(scale)));
        }
        scales.add(backend.manager().create((float) scale));
      }
      scales.forEach(this::append);
      return this;
    }

    /** Collects the tensors that {@code more} appends into one list. */
    Builder list(Runnable more) {
      int firstArgument = arguments.size();
      int firstTensor = tensors.size();
      more.run();
      List<IValue> single = arguments.subList(firstArgument, arguments.size());
      single.forEach(IValue::close);
      single.clear();
      arguments.add(
          IValue.listFrom(tensors.subList(firstTensor, tensors.size()).toArray(PtNDArray[]::new)));
      return this;
    }

    /** Appends a number. */
    Builder number(long value) {
      arguments.add(IValue.from(value));
      return this;
    }

    /** Appends a tensor of whole numbers. */
    Builder indices(long... values) {
      return append(backend.manager().create(values));
    }

    /** Appends a real number. */
    Builder real(double value) {
      arguments.add(IValue.from(value));
      return this;
    }

    /** Appends a truth value. */
    Builder flag(boolean value) {
      arguments.add(IValue.from(value));
      return this;
    }

    /** Appends a list of numbers. */
    Builder numbers(long... values) {
      arguments.add(IValue.listFrom(values));
      return this;
    }

    /** Appends whether the weights are packed. */
    Builder packed() {
      return flag(packs);
    }

    /** The element type of the tensors. */
    DType dtype() {
      return dtype;
    }

    /** The kernel that calls the method of that name. */
    Kernel as(String method) {
      return new ScriptCall(this, method, false);
    }

    /** The kernel that calls the method of that name, which returns several tensors. */
    Kernel asSeveral(String method) {
      return new ScriptCall(this, method, true);
    }

    private NDArray create(String name) {
      return inputs.isParameter(name) ? make(name) : activations.computeIfAbsent(name, this::make);
    }

    private NDArray make(String name) {
      return convert(PyTorchEngine.create(backend.manager(), inputs.get(name), dtype));
    }

    private NDArray convert(NDArray floats) {
      if (dtype.bytes() == Float.BYTES) {
        return floats;
      }
      try (floats) {
        return backend.invokeOn("to_" + dtype.id(), floats);
      }
    }

    private Builder append(NDArray tensor) {
      tensors.add(tensor);
      arguments.add(IValue.from((PtNDArray) tensor));
      return this;
    }
  }
}
