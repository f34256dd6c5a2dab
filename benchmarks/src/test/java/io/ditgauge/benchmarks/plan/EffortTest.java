package io.ditgauge.benchmarks.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Presets: forks before iterations, and within the promised time. */
class EffortTest {
  private static final double FORK_OVERHEAD_SECONDS = 2;

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
    double empty = Effort.QUICK.times(Kind.EMPTY).seconds() + FORK_OVERHEAD_SECONDS;
    assertTrue(Effort.QUICK.forks() * (combinations * fork + 3 * empty) < 9 * 60);
  }
}
