package io.ditgauge.kernels.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ditgauge.kernels.Device;
import io.ditgauge.kernels.KernelException;
import io.ditgauge.kernels.Tensor;
import io.ditgauge.model.DType;
import java.util.Map;
import java.util.TreeMap;

/** Starts DJL's PyTorch engine, quiet, off-line and with a given number of threads. */
public final class PyTorchEngine {
  private static final String NAME = "PyTorch";

  private PyTorchEngine() {}

  /**
   * Starts the engine and returns a manager on the device.
   *
   * @throws KernelException if the native library or the device is not there
   */
  public static NDManager open(Device device, int threads) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    Engine engine;
    try {
      engine = Engine.getEngine(NAME);
    } catch (EngineException | UnsatisfiedLinkError e) {
      throw new KernelException(
          "PyTorch did not load: "
              + rootMessage(e)
              + "; this build carries libtorch for 64-bit x86 Linux only,"
              + " elsewhere set PYTORCH_LIBRARY_PATH to an installed libtorch 2.7.1",
          e);
    }
    if (device.isCuda() && device.cudaIndex().getAsInt() >= engine.getGpuCount()) {
      throw new KernelException(
          "device "
              + device.id()
              + " is not there: PyTorch sees "
              + engine.getGpuCount()
              + " GPUs; use device=cpu, or a libtorch built for CUDA and a GPU driver");
    }
    return NDManager.newBaseManager(djlDevice(device), NAME);
  }

  /** DJL's name for the device. */
  public static ai.djl.Device djlDevice(Device device) {
    return device.isCuda() ? ai.djl.Device.gpu(device.cudaIndex().getAsInt()) : ai.djl.Device.cpu();
  }

  /** Versions of DJL and PyTorch. */
  public static Map<String, String> versions() {
    Map<String, String> result = new TreeMap<>();
    result.put("djl", Engine.getDjlVersion());
    result.put("pytorch", Engine.getEngine(NAME).getVersion());
    return result;
  }

  /** A float32 tensor of the data. */
  public static NDArray create(NDManager manager, Tensor tensor, DType dtype) {
    return manager.create(tensor.values(dtype), new Shape(tensor.dimensions()));
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
