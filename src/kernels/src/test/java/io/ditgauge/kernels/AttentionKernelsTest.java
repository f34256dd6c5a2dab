package io.ditgauge.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ditgauge.model.CausalAttention;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.FactorisedForward;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Grid;
import io.ditgauge.model.JointBlock;
import io.ditgauge.model.Op;
import io.ditgauge.model.Sdpa;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backend tells which kernel its library takes for attention. */
class AttentionKernelsTest {
  private static final DitForward.Stack STACK = new DitForward.Stack(2, 48, 6, 96, 3);

  private static final List<Op> FUSED =
      List.of(
          new DitBlock(3, 20, 48, 6, 96),
          new JointBlock(3, 20, 14, 96, 6, 192),
          new CausalAttention(2, 3, 3, 20, 8),
          new FactorisedForward(1, 3, new Grid(4, 4, 4), Grid.square(2), STACK));

  /** On a CPU keys that several heads share have no fused kernel. */
  @ParameterizedTest
  @EnumSource(names = {"F32", "BF16", "F16"})
  void onACpuPytorchFusesAttentionUnlessHeadsShareKeys(DType dtype) {
    try (KernelBackend backend = Backend.TORCHSCRIPT.open(Device.CPU, 1)) {
      FUSED.forEach(
          op -> assertEquals(Set.of("flash"), backend.attentionKernels(op, dtype), op.toString()));
      assertEquals(Set.of("math"), backend.attentionKernels(new Sdpa(2, 6, 3, 20, 12, 8), dtype));
    }
  }

  @Test
  void anOpWithoutAttentionHasNone() {
    try (KernelBackend backend = Backend.TORCHSCRIPT.open(Device.CPU, 1)) {
      assertEquals(Set.of(), backend.attentionKernels(new Gemm(2, 3, 4), DType.F32));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DJL", "ND4J"})
  void aLibraryWithOneWayTellsNothing(Backend id) {
    try (KernelBackend backend = id.open(Device.CPU, 1)) {
      assertEquals(Set.of(), backend.attentionKernels(FUSED.get(0), DType.F32));
    }
  }
}
