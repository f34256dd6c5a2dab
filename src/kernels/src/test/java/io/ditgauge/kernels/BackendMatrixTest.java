package io.ditgauge.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.DType;
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
import org.junit.jupiter.params.provider.MethodSource;

/** Every backend x op x dtype against the control, on fresh data each build. */
class BackendMatrixTest {
  private static final long SEED = Long.getLong("ditgauge.seed", System.nanoTime() & 0xffffff);

  /** Types of op, of those above, that a backend has no kernel for. */
  private static final Map<Backend, Set<String>> LACKING =
      Map.of(
          Backend.TORCHSCRIPT,
          Set.of("lookup", "moe", "sinusoid", "sparse-attention"),
          Backend.DJL,
          Set.of("causal-attention", "lookup", "moe", "sinusoid", "sparse-attention"),
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
              "lookup",
              "moe",
              "quick-gelu",
              "resample",
              "sinusoid",
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
  void allBackendsRunFloat32AndTorchscriptBfloat16() {
    assertEquals(4, combinations().count());
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
