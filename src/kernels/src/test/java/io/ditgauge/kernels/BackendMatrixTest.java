package io.ditgauge.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import io.ditgauge.model.DType;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backend x op x dtype against the control, on fresh data each build. */
class BackendMatrixTest {
  private static final long SEED = Long.getLong("ditgauge.seed", System.nanoTime() & 0xffffff);

  /** Types of op, of those above, that a backend has no kernel for. */
  private static final Map<Backend, Set<String>> LACKING =
      Map.of(
          Backend.TORCHSCRIPT,
          Set.of("moe", "sparse-attention"),
          Backend.DJL,
          Set.of("causal-attention", "moe", "sparse-attention", "triad"),
          Backend.ND4J,
          Set.of(
              "causal-attention",
              "conv-mlp",
              "conv2d",
              "conv3d",
              "gelu",
              "group-norm",
              "learned-table",
              "linear-attention",
              "moe",
              "quick-gelu",
              "resample",
              "sparse-attention"));

  private static Stream<Arguments> combinations() {
    return Arrays.stream(Backend.values())
        .flatMap(
            backend ->
                Arrays.stream(DType.values())
                    .filter(dtype -> backend.support(dtype, Device.CPU).possible())
                    .map(dtype -> Arguments.of(backend, dtype)));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void agreesWithTheControlOnEveryOp(Backend id, DType dtype) {
    List<String> wrong = new ArrayList<>();
    try (KernelBackend backend = id.open(Device.CPU, 2)) {
      for (Op op : TinyOps.on(id, dtype)) {
        Agreement agreement = Agreement.check(backend, op, dtype, SEED);
        if (!agreement.holds()) {
          wrong.add(op + ": " + agreement.describe());
        }
      }
    }
    assertEquals(List.of(), wrong, id + " " + dtype + " (-Dditgauge.seed=" + SEED + ")");
  }

  @Test
  void allBackendsRunFloat32AndNd4jFloat64AndTorchscriptBfloat16() {
    assertEquals(5, combinations().count());
  }

  /** What is measured on GPUs only is right on a CPU, where it is slow. */
  @ParameterizedTest
  @EnumSource(names = {"DJL", "TORCHSCRIPT"})
  void float16AgreesWithTheControlOnEveryOp(Backend id) {
    List<String> wrong = new ArrayList<>();
    try (KernelBackend backend = id.open(Device.CPU, 2)) {
      for (Op op : TinyOps.on(id, DType.F32)) {
        Agreement agreement = Agreement.check(backend, op, DType.F16, SEED);
        if (!agreement.holds()) {
          wrong.add(op + ": " + agreement.describe());
        }
      }
    }
    assertEquals(List.of(), wrong, id + " (-Dditgauge.seed=" + SEED + ")");
  }

  @Test
  void anEightBitProductReachesTheDeviceAndOnlyAGpuHasIt() {
    Gemm op = new Gemm(48, 80, 64);
    try (KernelBackend backend = Backend.TORCHSCRIPT.open(Device.CPU, 2);
        Kernel kernel = backend.prepare(op, OpInputs.of(op, SEED), DType.F8)) {
      String message = assertThrows(EngineException.class, kernel::run).getMessage();
      assertTrue(message.contains("'aten::_scaled_mm' with arguments from the 'CPU'"), message);
    }
  }

  /** Nothing may be skipped silently. */
  @ParameterizedTest
  @MethodSource("combinations")
  void whatABackendLacksIsKnownAndHasAReason(Backend id, DType dtype) {
    Set<String> lacking = new TreeSet<>();
    for (Op op : TinyOps.ALL) {
      Support support = id.support(op, dtype, Device.CPU);
      if (!support.possible()) {
        lacking.add(op.type());
        String reason = support.reason();
        assertTrue(reason.contains(id.id()) && reason.contains(op.type()), reason);
      }
    }
    assertEquals(new TreeSet<>(LACKING.get(id)), lacking);
  }
}
