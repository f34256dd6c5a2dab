package io.ditgauge.estimator.measured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.estimator.roofline.Efficiency;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a committed run to cards of the table. */
class TransferTest {
  private static final Calibration CALIBRATION =
      CalibrationFiles.read(
          Path.of(System.getProperty("ditgauge.root"))
              .resolve("reports/runs/m-cdbc8b331e10/20261125T061007Z-27324e3/calibration.json"));

  private static final Selection FROM = new Selection(CALIBRATION, "torchscript", "f32", "cpu");

  /**
   * A square product far above both balances has the machine's share of the card's peak: 347.4 of
   * 517.1 GFLOP/s, as the calibration says, of the 989 TFLOP/s of the data sheet.
   */
  @Test
  void aLargeProductHasTheMachinesShareOfTheCardsPeak() {
    Efficiency card = Transfer.of(FROM, "h100-sxm").efficiency();
    double seconds = card.gemm().timing(16384, 16384, 16384).seconds();
    double share = 2 * Math.pow(16384, 3) / seconds / 989e12;
    assertEquals(347.4 / 517.1, share, 0.04);
    assertEquals("Transferred", card.origin());
  }

  /** Far below both balances it has the share of the bandwidth, whatever the peaks. */
  @Test
  void aThinProductHasTheMachinesShareOfTheBandwidth() {
    Efficiency machine =
        MeasuredEfficiency.alone(FROM, Fits.carriedOrMade(FROM), Measurements.Weights.WARM);
    Efficiency card = Transfer.of(FROM, "h100-sxm").efficiency();
    double bytes = 2.0 * 16384 * 16384;
    double bandwidth = bytes / card.gemm().timing(1, 16384, 16384).seconds();
    double copy = CALIBRATION.ceilings().machineCopy("cpu").orElseThrow().bytesPerSecond();
    double share = machine.gemm().roofline().bytesPerSecond() / copy;
    assertEquals(share, bandwidth / card.card().memoryBytesPerSecond(), 0.1 * share);
  }

  @Test
  void itsErrorAgainstThePublishedRatesOfTheCardIsSaid() {
    List<Transfer.ClassError> errors = Transfer.of(FROM, "h100-sxm").errors();
    assertEquals(
        List.of(TimeClass.GEMM, TimeClass.ATTENTION, TimeClass.ELEMENTWISE),
        errors.stream().map(Transfer.ClassError::timeClass).toList());
    for (Transfer.ClassError it : errors) {
      assertTrue(it.shapes() >= 6 && it.median() > 0 && it.p90() >= it.median(), it.toString());
      assertTrue(it.median() < 1.5, it.toString());
      assertTrue(Math.abs(it.bias()) <= it.p90(), it.toString());
    }
  }

  @Test
  void aCardWithoutPublishedRatesHasNoErrorToSay() {
    assertEquals(List.of(), Transfer.of(FROM, "A100 SXM4 80GB").errors());
  }

  @Test
  void anUnknownCardIsRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Transfer.of(FROM, "h1000")).getMessage();
    assertTrue(message.contains("h1000"), message);
  }
}
