package io.ditgauge.kernels.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ditgauge.kernels.Backend;
import io.ditgauge.kernels.Device;
import io.ditgauge.kernels.KernelException;
import io.ditgauge.kernels.Tensor;
import io.ditgauge.model.DType;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Starts DJL's PyTorch engine, quiet, off-line and with a given number of threads. */
public final class PyTorchEngine {
  private static final String NAME = "PyTorch";

  private PyTorchEngine() {}

  /**
   * Starts the engine and returns a manager on the device.
   *
   * <p>PyTorch is the one that {@code PYTORCH_LIBRARY_PATH} names, or the one on the class path;
   * without either, DJL downloads the one that fits the machine's CUDA.
   *
   * @throws KernelException if the native library or the device is not there
   */
  public static NDManager open(Device device, int threads) {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    Optional<InstalledLibtorch> installed = InstalledLibtorch.of(System.getenv());
    installed.ifPresent(
        it -> {
          System.setProperty(InstalledLibtorch.VERSION, it.version());
          System.setProperty(InstalledLibtorch.FLAVOR, it.flavor());
        });
    if (installed.isPresent() || isBundled()) {
      System.setProperty("ai.djl.offline", "true");
    }
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
    if (device.isCuda()) {
      requireCuda(engine, device);
    }
    return NDManager.newBaseManager(djlDevice(device), NAME);
  }

  /** Whether a libtorch is on the class path. */
  private static boolean isBundled() {
    return PyTorchEngine.class.getClassLoader().getResource("native/lib/pytorch.properties")
        != null;
  }

  /** Touches the device: a driver that is missing or too old shows on the first allocation. */
  private static void requireCuda(Engine engine, Device device) {
    if (!engine.hasCapability(StandardCapabilities.CUDA)) {
      throw new KernelException(
          "device "
              + device.id()
              + " needs a libtorch built for CUDA and PyTorch "
              + engine.getVersion()
              + " here is built for the CPU; use device=cpu, or build with -Pcuda, or set"
              + " PYTORCH_LIBRARY_PATH to an installed libtorch 2.7.1+cu128");
    }
    try (NDManager manager = NDManager.newBaseManager(djlDevice(device), NAME);
        NDArray one = manager.ones(new Shape(1))) {
      one.toFloatArray();
    } catch (EngineException | IllegalArgumentException e) {
      throw new KernelException(
          "device "
              + device.id()
              + " cannot be used: "
              + rootMessage(e)
              + "; nvidia-smi must list it, and CUDA 12.8 needs an NVIDIA driver of version 525.60"
              + " or newer",
          e);
    }
  }

  /**
   * Refuses TF32 in a process that was not started for it: its products would be float32.
   *
   * @throws KernelException naming the variable
   */
  public static void requireMode(DType dtype) {
    if (dtype == DType.TF32 && !"1".equals(System.getenv(Backend.TF32))) {
      throw new KernelException(
          "dtype=tf32 needs a process that is started with " + Backend.TF32 + "=1");
    }
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
