package io.ditgauge.kernels;

import io.ditgauge.kernels.djl.DjlBackend;
import io.ditgauge.kernels.nd4j.Nd4jBackend;
import io.ditgauge.kernels.torchscript.TorchScriptBackend;
import io.ditgauge.model.DType;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Op;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A tensor library, what it can do, and the process environment that it needs.
 *
 * <p>The environment must be in place before the process starts, so it is data here and the harness
 * sets it for each fork. Its values were chosen by measurement: see {@link #environment}.
 */
public enum Backend {
  /** ND4J on its native CPU backend (OpenBLAS). */
  ND4J,

  /** DJL NDArrays on the PyTorch engine, one library call an operation. */
  DJL,

  /** DJL on the PyTorch engine, each op one TorchScript method with fused attention. */
  TORCHSCRIPT;

  /** Environment variable that lets PyTorch round float32 products to TF32; 1 does. */
  public static final String TF32 = "TORCH_ALLOW_TF32_CUBLAS_OVERRIDE";

  /** The identifier in files and on command lines. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The backend of that identifier.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static Backend of(String id) {
    return Arrays.stream(values())
        .filter(backend -> backend.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown backend '"
                        + id
                        + "'; use one of "
                        + Arrays.stream(values())
                            .map(Backend::id)
                            .collect(Collectors.joining(", "))));
  }

  /** Whether the backend has that element type on that device; loads no native library. */
  public Support support(DType dtype, Device device) {
    if (this == ND4J && device.isCuda() && !Nd4jBackend.hasCuda()) {
      return Support.no(
          "ND4J is built here for the CPU only; use device=cpu, or build with -Pnd4j-cuda");
    }
    return types(device).contains(dtype) ? Support.YES : Support.no(lacks(dtype, device));
  }

  private String lacks(DType dtype, Device device) {
    String has = types(device).stream().map(DType::id).collect(Collectors.joining(", "));
    Device other = device.isCuda() ? Device.CPU : new Device(OptionalInt.of(0));
    String fact =
        types(other).contains(dtype)
            ? String.format(
                Locale.ROOT,
                "backend %s measures dtype=%s on a %s only; on %s it has %s",
                id(),
                dtype.id(),
                other.isCuda() ? "GPU" : "CPU",
                device.id(),
                has)
            : String.format(
                Locale.ROOT, "backend %s has no dtype=%s; it has %s", id(), dtype.id(), has);
    return Arrays.stream(values())
        .filter(backend -> backend.types(device).contains(dtype))
        .findFirst()
        .map(backend -> fact + "; use backend=" + backend.id())
        .orElse(fact);
  }

  private Set<DType> types(Device device) {
    return device.isCuda() ? onGpu() : onCpu();
  }

  private Set<DType> onCpu() {
    return switch (this) {
      case ND4J -> EnumSet.of(DType.F64, DType.F32);
      case DJL -> EnumSet.of(DType.F32);
      case TORCHSCRIPT -> EnumSet.of(DType.F32, DType.BF16);
    };
  }

  private Set<DType> onGpu() {
    return switch (this) {
      case ND4J -> EnumSet.of(DType.F64, DType.F32);
      case DJL -> EnumSet.of(DType.F32, DType.F16, DType.TF32);
      case TORCHSCRIPT -> EnumSet.of(DType.F32, DType.BF16, DType.F16, DType.TF32, DType.F8);
    };
  }

  /** Whether the backend has that op at that element type on that device; loads no library. */
  public Support support(Op op, DType dtype, Device device) {
    return support(op, Variant.DEFAULT, dtype, device);
  }

  /** The same for an op computed in a given way. */
  public Support support(Op op, Variant variant, DType dtype, Device device) {
    Support general = support(dtype, device);
    if (!general.possible()) {
      return general;
    }
    if (dtype == DType.F8 && !(op instanceof Gemm)) {
      return Support.no("dtype=f8 is for gemm alone: op=" + op.type());
    }
    return switch (this) {
      case ND4J -> Nd4jBackend.support(op, variant);
      case DJL -> DjlBackend.support(op, variant);
      case TORCHSCRIPT -> TorchScriptBackend.support(op, variant);
    };
  }

  /** Whether the backend has forward and backward of that op as one; loads no library. */
  public Support trainingSupport(Op op, DType dtype, Device device) {
    Support general = support(dtype, device);
    if (!general.possible()) {
      return general;
    }
    if (dtype == DType.F8) {
      return Support.no("dtype=f8 is for the forward of gemm alone: op=" + op.type());
    }
    return this == TORCHSCRIPT
        ? TorchScriptBackend.trainingSupport(op)
        : Support.no("backend " + id() + " has no backward; use backend=torchscript");
  }

  /** Whether the backend can take the weights of several layers in turn; loads no library. */
  public Support layersSupport(Op op, DType dtype, Device device) {
    Support general = support(op, dtype, device);
    if (!general.possible() || this == TORCHSCRIPT) {
      return general;
    }
    return Support.no("backend " + id() + " takes no weights in turn; use backend=torchscript");
  }

  /**
   * Environment variables of a process that runs this backend.
   *
   * <p>All: glibc keeps freed tensors instead of returning them to the kernel, so that the next
   * output is not faulted in page by page; transparent huge pages are asked for. TorchScript: one
   * arena and no mappings of their own for large tensors, for whatever the thresholds say, glibc
   * unmaps what is above 32 MiB, and of other arenas than the first every heap that becomes empty.
   * ND4J: OpenBLAS and libgomp each keep a pool that spins after its work and takes the cores from
   * the other, so libgomp waits passively and OpenBLAS stops spinning after 2^14 cycles. PyTorch
   * logs errors only. {@code reports/environment.md} has the measurements.
   *
   * @param threads threads that the backend computes with
   */
  public Map<String, String> environment(int threads) {
    Map<String, String> result = new TreeMap<>();
    result.put("MALLOC_TRIM_THRESHOLD_", "8589934592");
    result.put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
    result.put("OMP_NUM_THREADS", Integer.toString(threads));
    if (this == TORCHSCRIPT) {
      result.put("MALLOC_ARENA_MAX", "1");
      result.put("MALLOC_MMAP_MAX_", "0");
    } else {
      result.put("MALLOC_MMAP_THRESHOLD_", "33554432");
    }
    if (this == ND4J) {
      result.put("OMP_WAIT_POLICY", "passive");
      result.put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
      result.put("OPENBLAS_THREAD_TIMEOUT", "14");
    } else {
      result.put("MKL_NUM_THREADS", Integer.toString(threads));
      result.put("TORCH_CPP_LOG_LEVEL", "ERROR");
    }
    return result;
  }

  /** The environment without what was chosen by measurement: only the number of threads. */
  public Map<String, String> plainEnvironment(int threads) {
    Map<String, String> result = new TreeMap<>(environment(threads));
    result.keySet().removeIf(name -> !name.endsWith("_NUM_THREADS"));
    return result;
  }

  /**
   * Loads the library and opens it on the device.
   *
   * @param device where to compute
   * @param threads threads to compute with on a CPU
   * @throws KernelException if the library or the device is not there
   */
  public KernelBackend open(Device device, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: threads=" + threads);
    }
    return switch (this) {
      case ND4J -> Nd4jBackend.open(device, threads);
      case DJL -> DjlBackend.open(device, threads);
      case TORCHSCRIPT -> TorchScriptBackend.open(device, threads);
    };
  }
}
