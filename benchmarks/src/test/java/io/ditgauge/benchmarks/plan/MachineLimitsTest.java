package io.ditgauge.benchmarks.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.kernels.Backend;
import io.ditgauge.kernels.Support;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.DType;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What fits on a machine, and what its processor can do. */
class MachineLimitsTest {
  private static final long GIB = 1L << 30;

  private static MachineLimits limits(long availableBytes, String... flags) {
    return new MachineLimits(availableBytes, 64L << 20, List.of(flags));
  }

  private static Case block(String batch, String dtype, String device) {
    return new Case(
        Kind.BLOCK,
        Map.of(
            "backend",
            "torchscript",
            "model",
            "DiT-XL/2",
            "image",
            "256",
            "batch",
            batch,
            "dtype",
            dtype,
            "device",
            device));
  }

  @Test
  void theBuffersOfACopyAreFourTimesTheLastLevelCache() {
    MachineLimits limits = new MachineLimits(64 * GIB, 100 << 20, List.of());
    assertEquals(4 * (100L << 20), 2 * 4 * limits.copyElements());
  }

  @Test
  void anUnknownCacheCountsAs64Mebibytes() {
    assertEquals(32L << 20, new MachineLimits(64 * GIB, 0, List.of()).copyElements());
  }

  @Test
  void theBuffersOfACopyTakeNoMoreThanAThirdOfTheMemory() {
    MachineLimits limits = new MachineLimits(3 * GIB, 4 * GIB, List.of());
    assertEquals(GIB, 2 * 4 * limits.copyElements());
    assertEquals(1, new MachineLimits(0, 4 * GIB, List.of()).copyElements());
  }

  @Test
  void bfloat16IsSkippedOnACpuWithoutItsInstructions() {
    Support support = limits(64 * GIB, "avx2", "avx512f").support(block("2", "bf16", "cpu"));
    assertFalse(support.possible());
    assertEquals(
        "this CPU has no bfloat16 instructions ([amx_bf16, avx512_bf16, bf16])", support.reason());
  }

  @Test
  void bfloat16RunsWithAnyOfItsInstructionsOrWhereNothingIsKnown() {
    for (String flag : List.of("amx_bf16", "avx512_bf16", "bf16")) {
      assertTrue(limits(64 * GIB, "fpu", flag).support(block("2", "bf16", "cpu")).possible());
    }
    assertTrue(limits(64 * GIB).support(block("2", "bf16", "cpu")).possible());
    assertTrue(limits(64 * GIB, "fpu").support(block("2", "bf16", "cuda:0")).possible());
    assertTrue(limits(64 * GIB, "fpu").support(block("2", "f32", "cpu")).possible());
  }

  @Test
  void whatDoesNotFitIsToldWithNeedAndHave() {
    Support support = limits(8 * GIB).fit(block("4096", "f32", "cpu"));
    assertFalse(support.possible());
    assertTrue(
        support
            .reason()
            .matches(
                "does not fit in memory: needs [0-9]{3}\\.[0-9] GB, there are 8\\.6 GB;"
                    + " use a smaller batch, image or model"),
        support.reason());
  }

  @Test
  void whatIsOnAGpuIsNotJudgedByTheMemoryOfTheHost() {
    assertTrue(limits(1).fit(block("4096", "f32", "cuda:0")).possible());
    assertTrue(limits(8 * GIB).fit(block("2", "f32", "cpu")).possible());
  }

  @Test
  void theNeedCountsTensorsConversionsOutputsAndIntermediates() {
    long copy = new MemoryNeed(new Copy(1000), DType.F32, Backend.DJL).forward(1);
    assertEquals(4 * (1000 + 2 * 1000), copy);
    // x [6, 5], w1 [7, 5], b1, w2 [5, 7], b2; the output twice; the hidden layer three times.
    long mlp = new MemoryNeed(new Mlp(2, 3, 5, 7), DType.BF16, Backend.TORCHSCRIPT).forward(1);
    assertEquals(2 * (30 + 35 + 7 + 35 + 5 + 60 + 3 * 42) + 35 * 12, mlp);
  }

  @Test
  void onlyUnfusedAttentionNeedsItsScores() {
    Attention op = new Attention(1, 2, 1000, 4);
    long fused = new MemoryNeed(op, DType.F32, Backend.TORCHSCRIPT).forward(1);
    long unfused = new MemoryNeed(op, DType.F32, Backend.DJL).forward(1);
    assertEquals(2 * 2 * 1_000_000L * 4, unfused - fused);
  }

  /** x [2, 3] and w [5, 3], dy [2, 5]: gradients of two calls, the output and its gradient. */
  @Test
  void forwardAndBackwardNeedGradientsAndWhatIsKept() {
    MemoryNeed need = new MemoryNeed(new Gemm(2, 5, 3), DType.F32, Backend.TORCHSCRIPT);
    assertEquals(4 * ((21 + 10) + 2 * 21 + 2 * 10) + 15 * 12, need.training(1));
  }

  @Test
  void coldCachesNeedInputsAndOutputsOfEverySetAndOnNd4jTheIntermediatesToo() {
    Op op = new Gemm(2, 5, 3);
    long one = new MemoryNeed(op, DType.F32, Backend.DJL).forward(1);
    assertEquals(one + 9 * 4 * (21 + 10), new MemoryNeed(op, DType.F32, Backend.DJL).forward(10));
    Attention attention = new Attention(1, 2, 1000, 4);
    MemoryNeed nd4j = new MemoryNeed(attention, DType.F32, Backend.ND4J);
    MemoryNeed djl = new MemoryNeed(attention, DType.F32, Backend.DJL);
    assertEquals(2 * 2 * 2 * 1_000_000L * 4, nd4j.forward(3) - djl.forward(3));
  }

  /** Inputs and weights of a block of DiT-XL/2 at 256 pixels are 24 million elements. */
  @Test
  void coldSetsAreTogetherTwiceTheLastLevelCache() {
    Case cold = with(block("2", "f32", "cpu"), "cache", "cold");
    long set = 4 * (2 * 256 * 1152 + 2 * 1152 + cold.op().parameters());
    assertEquals(2 * (480L << 20) / set + 1, ColdSets.count(cold, 480L << 20));
    assertEquals(2, ColdSets.count(cold, 1 << 20));
  }

  @Test
  void coldSetsOfASmallOpAreTooMany() {
    Case gemm =
        new Case(
            Kind.GEMM,
            Map.of(
                "backend", "djl", "dtype", "f32", "device", "cpu", "shape", "8x8x8", "cache",
                "cold"));
    Support support = new MachineLimits(64 * GIB, 480L << 20, List.of()).fit(gemm);
    assertTrue(support.reason().startsWith("cold caches need 1966080 sets"), support.reason());
  }

  private static Case with(Case one, String name, String value) {
    Map<String, String> params = new TreeMap<>(one.params());
    params.put(name, value);
    return new Case(one.kind(), params);
  }
}
