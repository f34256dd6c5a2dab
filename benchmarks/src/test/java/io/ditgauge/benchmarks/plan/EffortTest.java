package io.ditgauge.benchmarks.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitModel;
import io.ditgauge.model.DitPresets;
import io.ditgauge.model.Op;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Presets: forks before iterations, and within the promised time. */
class EffortTest {
  private static final double FORK_OVERHEAD_SECONDS = 2;
  private static final Case EMPTY =
      new Case(Kind.EMPTY, Map.of("backend", "djl", "dtype", "f32", "device", "cpu"));

  @ParameterizedTest
  @EnumSource(Effort.class)
  void anIdentifierNamesItsPreset(Effort effort) {
    assertEquals(effort, Effort.of(effort.id()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Quick", "fast", "flash "})
  void anUnknownPresetIsNamedWithTheKnownOnes(String id) {
    String message = assertThrows(IllegalArgumentException.class, () -> Effort.of(id)).getMessage();
    assertEquals("unknown effort '" + id + "'; use one of flash, quick, normal, long", message);
  }

  @Test
  void flashHasOneForkAndTheOthersEnoughForAnInterval() {
    assertEquals(1, Effort.FLASH.forks());
    assertEquals(5, Effort.QUICK.forks());
    assertTrue(Effort.NORMAL.forks() >= 5 && Effort.LONG.forks() > Effort.NORMAL.forks());
  }

  @Test
  void aQuickForkWarmsUpHalfASecondAndMeasuresTwice() {
    assertEquals(new Effort.Times(1, 500, 2, 800), Effort.QUICK.times());
    assertEquals(2.1, Effort.QUICK.times().seconds(), 1e-12);
  }

  @Test
  void theShortPresetsStayWithinTheirMinutes() {
    int combinations = 23;
    double fork = Effort.QUICK.times().seconds() + FORK_OVERHEAD_SECONDS;
    assertTrue(combinations * Effort.FLASH.forks() * fork < 2 * 60);
    double empty = Effort.QUICK.times(EMPTY).seconds() + FORK_OVERHEAD_SECONDS;
    assertTrue(Effort.QUICK.forks() * (combinations * fork + 3 * empty) < 9 * 60);
  }

  private static List<Case> normal() {
    MachineLimits ample = new MachineLimits(64L << 30, 64L << 20, List.of("amx_bf16"));
    return new Planner(ample)
        .plan(new Request(Effort.NORMAL, ".*", Map.of())).stream()
            .map(Planner.Planned::combination)
            .toList();
  }

  /**
   * A fork of the committed quick run took 3.4 s, 2.1 of them in iterations, and its blocks ran at
   * 190 to 325 GFLOP/s, in bfloat16 at 1300; weights are made at 100 million a second.
   */
  private static double seconds(Case one) {
    Effort.Times times = Effort.NORMAL.times(one);
    double rate = one.dtype() == DType.BF16 ? 1.2e12 : 2.5e11;
    double call = one.op().work().flops() / rate;
    double calls = (times.warmups() + times.iterations()) * call;
    double weights = (double) one.op().parameters() * ColdSets.count(one, 64L << 20);
    return Effort.NORMAL.forks(one) * (Math.max(times.seconds(), calls) + 1.3 + weights / 1e8);
  }

  @Test
  void aNormalRunStaysWellBelowFortyFiveMinutes() {
    double seconds = normal().stream().mapToDouble(EffortTest::seconds).sum();
    assertTrue(seconds > 15 * 60 && seconds < 42 * 60, seconds / 60 + " min");
  }

  @Test
  void eachCombinationOfANormalRunIsPlannedOnceAndHasEnoughForksForAnInterval() {
    List<Case> plan = normal();
    assertEquals(plan.size(), plan.stream().map(Case::key).distinct().count());
    plan.forEach(it -> assertTrue(Effort.NORMAL.forks(it) >= 3, it.key()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "block|backend=torchscript|batch=8|device=cpu|dtype=f32|image=256|model=DiT-XL/2",
        "block|backend=torchscript|batch=8|device=cpu|dtype=bf16|image=256|model=DiT-XL/2",
        "block|backend=torchscript|batch=2|device=cpu|dtype=f32|image=512|model=DiT-XL/2",
        "attention|backend=torchscript|device=cpu|dtype=bf16|op=attention:1x16x1024x72",
        "attention|backend=nd4j|device=cpu|dtype=f32|op=attention:1x16x1024x72",
        "mlp|backend=nd4j|batch=8|device=cpu|dtype=f32|image=256|model=DiT-XL/2",
        "layer-norm|backend=torchscript|device=cpu|dtype=f32|op=layer-norm:8192x1152x0",
        "empty|backend=nd4j|device=cpu|dtype=f32",
        "empty|backend=djl|device=cpu|dtype=f32",
        "block|backend=torchscript|batch=2|device=cpu|dtype=bf16|image=256|model=DiT-XL/2"
            + "|pass=training",
        "linear|backend=torchscript|cache=layers|device=cpu|dtype=bf16|op=linear:512x1152x3456x1",
        "dit-forward|backend=torchscript|device=cpu|dtype=f32"
            + "|op=dit-forward:8x4x1x32x32x1x2x2x28x1152x16x4608x1001",
        "joint-block|backend=torchscript|device=cpu|dtype=bf16|op=joint-block:1x1024x256x1152x16x4608"
      })
  void aNormalRunMeasures(String key) {
    assertTrue(normal().stream().anyMatch(it -> it.key().equals(key)), key);
  }

  /** Whole models are predicted from blocks that are not theirs. */
  @Test
  void noBlockOfTheGridIsThatOfAModelOfThePaper() {
    Set<Op> blocks = new HashSet<>();
    for (DitModel model : DitPresets.all()) {
      for (long side : new long[] {256, 512}) {
        for (long batch : new long[] {1, 2, 8}) {
          blocks.add(model.block(batch, side));
        }
      }
    }
    List<Op> own = FitGrid.all().stream().map(Case::op).filter(DitBlock.class::isInstance).toList();
    assertTrue(own.stream().distinct().count() >= 5, own.toString());
    own.forEach(it -> assertFalse(blocks.contains(it), it.toString()));
  }
}
