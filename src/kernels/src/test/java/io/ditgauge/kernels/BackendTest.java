package io.ditgauge.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.ditgauge.model.Copy;
import io.ditgauge.model.DType;
import io.ditgauge.model.Gemm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, what is supported where, and the environment of a backend's processes. */
class BackendTest {
  private static final Device GPU = Device.of("cuda:0");

  private static String usage(Executable executable) {
    return assertThrows(IllegalArgumentException.class, executable).getMessage();
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void anIdentifierNamesItsBackend(Backend backend) {
    assertEquals(backend, Backend.of(backend.id()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"torch", "ND4J", "", " djl", "djl\n"})
  void anUnknownBackendIsNamedWithTheKnownOnes(String id) {
    assertEquals(
        "unknown backend '" + id + "'; use one of nd4j, djl, torchscript",
        usage(() -> Backend.of(id)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "cuda", "cuda:", "cuda:-1", "cuda:x", "cuda:1000", "CPU", ""})
  void anUnknownDeviceIsNamedWithTheKnownOnes(String id) {
    assertEquals("unknown device '" + id + "'; use cpu or cuda:0", usage(() -> Device.of(id)));
  }

  @Test
  void aDeviceKeepsItsIdentifier() {
    assertEquals("cpu", Device.of("cpu").id());
    assertEquals("cuda:12", Device.of("cuda:12").id());
    assertFalse(Device.CPU.isCuda());
    assertTrue(GPU.isCuda());
  }

  @Test
  void onACpuFloat32RunsEverywhereFloat64OnNd4jAndBfloat16OnTorchscript() {
    for (Backend backend : Backend.values()) {
      for (DType dtype : DType.values()) {
        boolean expected =
            dtype == DType.F32
                || (dtype == DType.F64 && backend == Backend.ND4J)
                || (dtype == DType.BF16 && backend == Backend.TORCHSCRIPT);
        Support support = backend.support(dtype, Device.CPU);
        assertEquals(expected, support.possible(), backend + " " + dtype);
        assertEquals(expected, support.reason().isEmpty(), backend + " " + dtype);
      }
    }
  }

  @Test
  void whatIsNotSupportedHasAReasonThatNamesBackendAndType() {
    String nd4j = Backend.ND4J.support(DType.BF16, Device.CPU).reason();
    assertEquals("backend nd4j has no dtype=bf16; it has f64, f32; use backend=torchscript", nd4j);
    String djl = Backend.DJL.support(DType.BF16, Device.CPU).reason();
    assertEquals("backend djl has no dtype=bf16; it has f32; use backend=torchscript", djl);
    String torchscript = Backend.TORCHSCRIPT.support(DType.F16, Device.CPU).reason();
    assertEquals(
        "backend torchscript measures dtype=f16 on a GPU only; on cpu it has f32, bf16",
        torchscript);
    String block = Backend.TORCHSCRIPT.support(new Copy(4), DType.F8, GPU).reason();
    assertEquals("dtype=f8 is for gemm alone: op=copy", block);
    String cuda = Backend.ND4J.support(DType.F32, GPU).reason();
    assertTrue(cuda.contains("CPU only") && cuda.contains("device=cpu"), cuda);
  }

  @Test
  void aGpuIsForThePytorchBackends() {
    assertFalse(Backend.ND4J.support(DType.F32, GPU).possible());
    assertTrue(Backend.DJL.support(DType.F32, GPU).possible());
    for (DType dtype : List.of(DType.BF16, DType.F16, DType.TF32, DType.F8)) {
      assertTrue(Backend.TORCHSCRIPT.support(dtype, GPU).possible(), dtype.id());
    }
    assertTrue(Backend.TORCHSCRIPT.support(new Gemm(4, 4, 4), DType.F8, GPU).possible());
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void theEnvironmentSetsAllocatorAndThreads(Backend backend) {
    Map<String, String> environment = backend.environment(7);
    Set<String> common = Set.of("MALLOC_TRIM_THRESHOLD_", "GLIBC_TUNABLES", "OMP_NUM_THREADS");
    assertTrue(environment.keySet().containsAll(common), environment.toString());
    assertEquals("7", environment.get("OMP_NUM_THREADS"));
    environment
        .values()
        .forEach(value -> assertFalse(value.isBlank() || value.contains("/"), value));
  }

  @Test
  void onlyNd4jWaitsPassivelySinceTwoPoolsShareItsCores() {
    Map<String, String> nd4j = Backend.ND4J.environment(3);
    assertEquals("passive", nd4j.get("OMP_WAIT_POLICY"));
    assertEquals("3", nd4j.get("OPENBLAS_NUM_THREADS"));
    assertTrue(nd4j.containsKey("OPENBLAS_THREAD_TIMEOUT"));
    assertFalse(nd4j.containsKey("MALLOC_MMAP_MAX_"));
    for (Backend backend : List.of(Backend.DJL, Backend.TORCHSCRIPT)) {
      assertFalse(backend.environment(3).containsKey("OMP_WAIT_POLICY"), backend.id());
      boolean oneHeap = backend == Backend.TORCHSCRIPT;
      assertEquals(oneHeap, backend.environment(3).containsKey("MALLOC_MMAP_MAX_"), backend.id());
      assertEquals(oneHeap, backend.environment(3).containsKey("MALLOC_ARENA_MAX"), backend.id());
    }
  }

  @Test
  void thePlainEnvironmentSetsThreadsAndNothingElse() {
    Map<String, String> torch = Map.of("MKL_NUM_THREADS", "5", "OMP_NUM_THREADS", "5");
    assertEquals(torch, Backend.DJL.plainEnvironment(5));
    assertEquals(torch, Backend.TORCHSCRIPT.plainEnvironment(5));
    assertEquals(
        Map.of("OMP_NUM_THREADS", "5", "OPENBLAS_NUM_THREADS", "5"),
        Backend.ND4J.plainEnvironment(5));
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void lessThanOneThreadIsRefused(Backend backend) {
    assertEquals("threads must be at least 1: threads=0", usage(() -> backend.open(Device.CPU, 0)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Backend.class,
      names = {"DJL", "TORCHSCRIPT"})
  void aGpuThatIsNotThereIsRefusedWithTheCure(Backend backend) {
    assumeFalse(Files.exists(Path.of("/proc/driver/nvidia")), "this machine has a GPU");
    KernelException e = assertThrows(KernelException.class, () -> backend.open(GPU, 1).close());
    assertEquals(
        "device cuda:0 needs a libtorch built for CUDA and PyTorch 2.7.1 here is built for the CPU;"
            + " use device=cpu, or build with -Pcuda, or set PYTORCH_LIBRARY_PATH to an installed"
            + " libtorch 2.7.1+cu128",
        e.getMessage());
  }

  @Test
  void nd4jRefusesAGpuOnAnyMachine() {
    KernelException e =
        assertThrows(KernelException.class, () -> Backend.ND4J.open(GPU, 1).close());
    assertEquals(
        "ND4J is built here for the CPU only; use device=cpu, or build with -Pnd4j-cuda",
        e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aTypeThatIsNotSupportedIsRefusedOnPreparing(Backend id) {
    Copy op = new Copy(4);
    try (KernelBackend backend = id.open(Device.CPU, 1)) {
      KernelException e =
          assertThrows(
              KernelException.class, () -> backend.prepare(op, OpInputs.of(op, 1), DType.F8));
      assertTrue(e.getMessage().contains("f8"), e.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void versionsNameEachPart(Backend id) {
    try (KernelBackend backend = id.open(Device.CPU, 1)) {
      Map<String, String> versions = backend.versions();
      Set<String> expected =
          id == Backend.ND4J ? Set.of("nd4j", "openblas") : Set.of("djl", "pytorch");
      assertEquals(expected, versions.keySet());
      versions.forEach((name, version) -> assertTrue(version.matches("[0-9]+\\..+"), name));
    }
  }

  @Test
  void anOpWithoutKernelIsNamed() {
    KernelRegistry<String> empty = new KernelRegistry<>("mine");
    KernelException e =
        assertThrows(KernelException.class, () -> empty.create(new Copy(1), "context"));
    assertEquals("backend mine has no kernel for copy", e.getMessage());
  }
}
