package io.ditgauge.kernels.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.ditgauge.kernels.Device;
import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Outputs;
import io.ditgauge.kernels.Tensor;
import io.ditgauge.model.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** A sequence of NDArray calls with its inputs in place. */
final class NdCall implements Kernel {
  private final Device device;
  private final NDManager own;
  private final Map<String, NDArray> inputs;
  private final Function<Map<String, NDArray>, List<NDArray>> formula;
  private List<NDArray> outputs = List.of();

  private NdCall(Builder builder, Function<Map<String, NDArray>, List<NDArray>> formula) {
    this.device = builder.device;
    this.own = builder.own;
    this.inputs = builder.inputs;
    this.formula = formula;
  }

  @Override
  public Object run() {
    Object result = launch();
    finish();
    return result;
  }

  @Override
  public Object launch() {
    try (NDManager scope = own.newSubManager()) {
      inputs.values().forEach(input -> input.attach(scope));
      List<NDArray> next = formula.apply(inputs);
      inputs.values().forEach(input -> input.attach(own));
      next.forEach(output -> output.attach(own));
      for (NDArray output : outputs) {
        if (next.stream().noneMatch(kept -> kept == output)) {
          output.close();
        }
      }
      outputs = next;
    }
    return outputs;
  }

  @Override
  public void finish() {
    if (device.isCuda()) {
      try (NDArray first = outputs.get(outputs.size() - 1).flatten().get("0:1")) {
        floats(first); // waits until the device has finished
      }
    }
  }

  @Override
  public float[] output() {
    if (outputs.isEmpty()) {
      throw new IllegalStateException("no output yet: call run() first");
    }
    return Outputs.joined(outputs.stream().map(NdCall::floats).toList());
  }

  private static float[] floats(NDArray array) {
    if (array.getDataType() == DataType.FLOAT32) {
      return array.toFloatArray();
    }
    try (NDArray floats = array.toType(DataType.FLOAT32, true)) {
      return floats.toFloatArray();
    }
  }

  @Override
  public void close() {
    own.close();
  }

  /** Creates inputs and the kernel that uses them. */
  static final class Builder {
    private final NDManager own;
    private final Device device;
    private final OpInputs data;
    private final DType dtype;
    private final Map<String, NDArray> inputs = new LinkedHashMap<>();

    Builder(NDManager parent, Device device, OpInputs data, DType dtype) {
      this.own = parent.newSubManager();
      this.device = device;
      this.data = data;
      this.dtype = dtype;
    }

    /** The kernel of that formula on all the op's tensors. */
    Kernel as(Function<Map<String, NDArray>, NDArray> formula) {
      return asSeveral(in -> List.of(formula.apply(in)));
    }

    /** The kernel of a formula with several outputs. */
    Kernel asSeveral(Function<Map<String, NDArray>, List<NDArray>> formula) {
      for (Tensor tensor : data.tensors()) {
        inputs.put(tensor.name(), create(tensor));
      }
      return new NdCall(this, formula);
    }

    /** Adds a tensor of whole numbers to those of the op. */
    Builder indices(String name, long... values) {
      inputs.put(name, own.create(values));
      return this;
    }

    /** The kernel that fills {@code destination} by running {@code action}. */
    Kernel into(NDArray destination, Runnable action) {
      return new NdCall(
          this,
          in -> {
            action.run();
            return List.of(destination);
          });
    }

    /** The kernel whose output each call makes anew. */
    Kernel making(Supplier<NDArray> output) {
      return new NdCall(this, in -> List.of(output.get()));
    }

    private NDArray create(Tensor tensor) {
      NDArray floats = PyTorchEngine.create(own, tensor, dtype);
      if (dtype != DType.F16) {
        return floats;
      }
      try (floats) {
        return floats.toType(DataType.FLOAT16, true);
      }
    }

    /** n elements, the tensor's data repeated as needed. */
    NDArray tiled(String name, long elements) {
      Tensor pattern = data.get(name).pattern();
      long repeats = (elements + pattern.elements() - 1) / pattern.elements();
      try (NDArray small = create(pattern);
          NDArray tiled = small.tile(repeats)) {
        return tiled.get("0:" + elements).duplicate();
      }
    }
  }
}
