package io.ditgauge.estimator.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.Goldens;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Comparisons of the golden calibration with itself and with changed copies. */
class ComparisonTest {
  private final Calibration golden =
      CalibrationFiles.read(Goldens.folder().resolve("calibration.json"));

  private Calibration scaled(double factor, double halfWidth) {
    List<Rate> rates =
        golden.rates().stream()
            .map(
                rate ->
                    new Rate(
                        rate.key(),
                        rate.op(),
                        rate.label(),
                        rate.backend(),
                        rate.dtype(),
                        rate.device(),
                        rate.params(),
                        rate.seconds() * factor,
                        Optional.of(rate.seconds() * factor * (1 - halfWidth)),
                        Optional.of(rate.seconds() * factor * (1 + halfWidth)),
                        Optional.empty(),
                        rate.forks(),
                        rate.samples(),
                        rate.flops(),
                        rate.bytes(),
                        rate.flopsPerSecond(),
                        rate.flopsPerSecondLow(),
                        rate.flopsPerSecondHigh(),
                        rate.bytesPerSecond(),
                        rate.ofTheoretical(),
                        rate.ofMachineCeiling(),
                        rate.ofBackendCeiling(),
                        rate.bound()))
            .toList();
    return with(rates, golden.provisional());
  }

  private Calibration with(List<Rate> rates, boolean provisional) {
    return new Calibration(
        golden.format(),
        golden.version(),
        golden.run(),
        golden.machine(),
        golden.commit(),
        golden.dirty(),
        golden.effort(),
        provisional,
        golden.backends(),
        golden.ceilings(),
        rates,
        golden.warnings(),
        golden.skipped(),
        golden.failed());
  }

  private static List<Verdict> verdicts(Comparison comparison) {
    return comparison.rows().stream().map(Comparison.Row::verdict).distinct().toList();
  }

  @Test
  void tightEqualTimesAreTheSame() {
    Comparison comparison = Comparison.of(scaled(1, 0.01), scaled(1.01, 0.01));
    assertEquals(List.of(Verdict.SAME), verdicts(comparison));
    assertTrue(comparison.isPossible());
    assertEquals(0, comparison.slower());
    assertEquals(golden.rates().size(), comparison.rows().size());
  }

  @Test
  void tightDoubledTimesAreSlowAndFail() {
    Comparison comparison = Comparison.of(scaled(1, 0.01), scaled(2, 0.01));
    assertEquals(List.of(Verdict.SLOWER), verdicts(comparison));
    assertEquals(golden.rates().size(), comparison.slower());
    assertEquals(2, comparison.rows().get(0).ratio(), 1e-12);
    assertEquals(2 * 0.99 / 1.01, comparison.rows().get(0).low().orElseThrow(), 1e-12);
  }

  @Test
  void tightHalvedTimesAreFast() {
    Comparison comparison = Comparison.of(scaled(1, 0.01), scaled(0.5, 0.01));
    assertEquals(List.of(Verdict.FASTER), verdicts(comparison));
    assertEquals(0, comparison.slower());
  }

  @Test
  void wideIntervalsAreUnclear() {
    assertEquals(
        List.of(Verdict.UNCLEAR), verdicts(Comparison.of(scaled(1, 0.3), scaled(1.1, 0.3))));
  }

  @Test
  void provisionalCalibrationsAreNotComparable() {
    Comparison comparison = Comparison.of(golden, with(golden.rates(), true));
    assertEquals(List.of(Verdict.NOT_COMPARABLE), verdicts(comparison));
    assertFalse(comparison.isPossible());
    assertTrue(comparison.reasons().get(0).contains("provisional"), comparison.reasons() + "");
  }

  @Test
  void nothingInCommonFails() {
    assertFalse(Comparison.of(golden, with(List.of(), false)).isPossible());
  }
}
