package io.ditgauge.kernels.nd4j;

import io.ditgauge.kernels.Device;
import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelBackend;
import io.ditgauge.kernels.KernelException;
import io.ditgauge.kernels.KernelRegistry;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Support;
import io.ditgauge.kernels.Variant;
import io.ditgauge.model.AdaLn;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.FinalLayer;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Patchify;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;

/** Ops as sequences of ND4J calls on the device that its build is for. */
public final class Nd4jBackend implements KernelBackend {
  private static final KernelRegistry<Buffers> REGISTRY =
      new KernelRegistry<Buffers>("nd4j")
          .with(Gemm.class, Nd4jKernels::gemm)
          .with(Copy.class, Nd4jKernels::copy)
          .with(Patchify.class, Nd4jKernels::patchify)
          .with(AdaLn.class, Nd4jKernels::adaLn)
          .with(Attention.class, Nd4jKernels::attention)
          .with(Mlp.class, Nd4jKernels::mlp)
          .with(FinalLayer.class, Nd4jKernels::finalLayer)
          .with(DitBlock.class, Nd4jKernels::block);

  static {
    Nd4jLeaves.register(REGISTRY);
    Nd4jBlocks.register(REGISTRY);
    Nd4jModels.register(REGISTRY);
  }

  private final Device device;

  private Nd4jBackend(Device device) {
    this.device = device;
  }

  /** Whether the CUDA build of ND4J is on the class path; loads no native library. */
  public static boolean hasCuda() {
    return Nd4jBackend.class
            .getClassLoader()
            .getResource("org/nd4j/linalg/jcublas/JCublasBackend.class")
        != null;
  }

  /** Whether there is a kernel of that op that computes it that way. */
  public static Support support(Op op, Variant variant) {
    return REGISTRY.support(op, variant);
  }

  /** Loads ND4J. */
  public static KernelBackend open(Device device, int threads) {
    if (device.isCuda() != hasCuda()) {
      throw new KernelException(
          device.isCuda()
              ? "ND4J is built here for the CPU only; use device=cpu, or build with -Pnd4j-cuda"
              : "ND4J is built here for CUDA; use device=cuda:0, or build without -Pnd4j-cuda");
    }
    System.setProperty("org.nd4j.log.initialization", "false");
    try {
      Nd4j.getEnvironment().setMaxMasterThreads(threads);
      Nd4j.getEnvironment().setMaxThreads(threads);
    } catch (ExceptionInInitializerError | NoClassDefFoundError | RuntimeException e) {
      throw new KernelException(
          "ND4J did not load: "
              + e.getMessage()
              + "; its native library must be on the class path for this platform",
          e);
    }
    if (device.isCuda()) {
      Nd4j.getAffinityManager().unsafeSetDevice(device.cudaIndex().getAsInt());
    } else {
      openblas.blas_set_num_threads(threads);
    }
    return new Nd4jBackend(device);
  }

  @Override
  public Kernel prepare(Op op, OpInputs inputs, DType dtype, Variant variant) {
    if (dtype != DType.F32 && dtype != DType.F64) {
      throw new KernelException("ND4J kernels are f32 and f64: dtype=" + dtype.id());
    }
    return REGISTRY.create(op, variant, new Buffers(inputs, dtype, device));
  }

  @Override
  public Map<String, String> versions() {
    Map<String, String> result = new TreeMap<>();
    result.put("nd4j", version("org.nd4j/nd4j-native"));
    result.put("openblas", version("org.bytedeco/openblas"));
    return result;
  }

  private static String version(String artifact) {
    Properties properties = new Properties();
    try (InputStream in =
        Nd4j.class.getResourceAsStream("/META-INF/maven/" + artifact + "/pom.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version", "unknown");
  }

  @Override
  public void close() {
    Nd4j.getMemoryManager().invokeGc();
  }
}
