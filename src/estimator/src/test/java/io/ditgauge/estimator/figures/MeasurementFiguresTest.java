package io.ditgauge.estimator.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.Goldens;
import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.gates.Finding;
import io.ditgauge.estimator.gates.Gate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementFiguresTest {
  private final Calibration golden = CalibrationFiles.calibrateRun(Goldens.run());

  @Test
  void intensityOfASquareProductIsItsSideOverSixInFloat32() {
    MeasuredRoofline.Point gemm =
        MeasuredRoofline.of(golden).get(0).points().stream()
            .filter(it -> it.rate().label().equals("gemm"))
            .findFirst()
            .orElseThrow();
    double side = gemm.rate().op().dimensions().get("m");
    // 2 n^3 FLOP over 3 n^2 elements of 4 bytes.
    assertEquals(side / 6, gemm.flopsPerByte(), 1e-9);
  }

  @Test
  void aRoofIsTheLowerOfBothLimits() {
    MeasuredRoofline.Roof roof = new MeasuredRoofline.Roof("measured", 200e9, 20e9);
    assertEquals(10, roof.ridge());
    assertEquals(100e9, roof.at(5));
    assertEquals(200e9, roof.at(10));
    assertEquals(200e9, roof.at(1000));
  }

  @Test
  void everyOpWithFlopsIsUnderExactlyOneRoof() {
    List<MeasuredRoofline> all = MeasuredRoofline.of(golden);
    long points = all.stream().mapToLong(it -> it.points().size()).sum();
    assertEquals(golden.rates().stream().filter(it -> it.flops() > 0).count(), points);
    for (MeasuredRoofline one : all) {
      double measured = one.roofs().get(0).flopsPerSecond();
      for (MeasuredRoofline.Point point : one.points()) {
        double achieved = point.rate().flops() / point.rate().seconds();
        double limit =
            Math.min(measured, one.roofs().get(0).bytesPerSecond() * point.flopsPerByte());
        assertEquals(achieved / limit, point.ofRoof(), 1e-9);
      }
    }
  }

  @Test
  void ranksWhatIsJudgedAndLeavesOutWhatMakesTheCeilings() {
    List<Rate> ranked = MeasurementFigures.ranked(golden);
    assertTrue(ranked.size() > 1);
    for (int i = 1; i < ranked.size(); i++) {
      assertTrue(
          ranked.get(i - 1).ofMachineCeiling().orElseThrow()
              >= ranked.get(i).ofMachineCeiling().orElseThrow());
    }
    assertTrue(ranked.stream().noneMatch(it -> it.label().equals("gemm")));
    assertTrue(ranked.stream().allMatch(it -> it.bound().equals(Rate.COMPUTE)));
  }

  @Test
  void countsFindingsByGateAndNamesGatesWithoutAny() {
    Map<Gate, Integer> counts =
        MeasurementFigures.byGate(
            List.of(
                new Finding(Gate.FLAT_TIME, List.of("a"), "flat"),
                new Finding(Gate.FLAT_TIME, List.of("b"), "flat"),
                new Finding(Gate.FIRST_CALLS, List.of("a"), "slow")));
    assertEquals(List.of(Gate.values()), List.copyOf(counts.keySet()));
    assertEquals(2, counts.get(Gate.FLAT_TIME));
    assertEquals(1, counts.get(Gate.FIRST_CALLS));
    assertEquals(0, counts.get(Gate.ABOVE_PEAK));
  }

  @Test
  void sizesOfAnOpRiseWithinItsSeries() {
    List<MeasurementFigures.OverSize> series = MeasurementFigures.overSize(golden);
    assertTrue(series.size() > 1);
    for (MeasurementFigures.OverSize one : series) {
      for (int i = 1; i < one.rates().size(); i++) {
        assertTrue(one.rates().get(i - 1).flops() <= one.rates().get(i).flops());
      }
      assertTrue(
          one.rates().stream()
              .allMatch(it -> it.label().equals(one.op()) && it.backend().equals(one.backend())));
    }
  }
}
