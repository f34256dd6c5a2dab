package io.ditgauge.kernels.nd4j;

import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.ditgauge.kernels.Device;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Tensor;
import io.ditgauge.model.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The off-heap arrays of one kernel: inputs, weights, scratch and output, freed together. */
final class Buffers implements AutoCloseable {
  private final OpInputs inputs;
  private final DType dtype;
  private final Device device;
  private final List<INDArray> owned = new ArrayList<>();
  private List<INDArray> scratch;
  private int next;

  Buffers(OpInputs inputs, DType dtype, Device device) {
    this.device = device;
    this.inputs = inputs;
    this.dtype = dtype;
  }

  /** The input or weight of that name, row-major, reshaped to {@code shape}. */
  INDArray input(String name, long... shape) {
    Tensor tensor = inputs.get(name);
    return own(cast(Nd4j.create(tensor.values(dtype), shape, 'c')));
  }

  /** n elements, the tensor's data repeated as needed. */
  INDArray tiled(String name, long elements) {
    Tensor pattern = inputs.get(name).pattern();
    long period = pattern.elements();
    INDArray result = empty(elements);
    try (INDArray small = cast(Nd4j.create(pattern.values(dtype)))) {
      for (long from = 0; from < elements; from += period) {
        long to = Math.min(elements, from + period);
        result.get(interval(from, to)).assign(small.get(interval(0, to - from)));
      }
    }
    return result;
  }

  /** From here on arrays to write into are remembered. */
  void mark() {
    scratch = new ArrayList<>();
  }

  /** What is asked for next are the arrays asked for since the mark, in the same order. */
  void rewind() {
    next = 0;
  }

  /** Arrays to write into are new again. */
  void unmark() {
    scratch = null;
  }

  /** A row-major array to write into. */
  INDArray empty(long... shape) {
    if (scratch == null) {
      return create(shape);
    }
    if (next == scratch.size()) {
      scratch.add(create(shape));
    }
    INDArray result = scratch.get(next++);
    if (!Arrays.equals(result.shape(), shape)) {
      throw new IllegalStateException(
          "scratch is shared by layers of one shape: "
              + Arrays.toString(shape)
              + " after "
              + Arrays.toString(result.shape()));
    }
    return result;
  }

  private INDArray create(long... shape) {
    return own(Nd4j.create(type(), shape, 'c'));
  }

  private DataType type() {
    return dtype == DType.F64 ? DataType.DOUBLE : DataType.FLOAT;
  }

  private INDArray cast(INDArray floats) {
    if (dtype != DType.F64) {
      return floats;
    }
    try (floats) {
      return floats.castTo(DataType.DOUBLE);
    }
  }

  /** Waits until the device has finished: CUDA calls return before the work is done. */
  void await() {
    if (device.isCuda()) {
      Nd4j.getExecutioner().commit();
    }
  }

  private INDArray own(INDArray array) {
    array.setCloseable(true);
    owned.add(array);
    return array;
  }

  @Override
  public void close() {
    owned.forEach(INDArray::close);
    owned.clear();
  }
}
