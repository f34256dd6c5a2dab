package io.ditgauge.estimator.measured;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Comparison;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.calibration.Verdict;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.run.Accelerator;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.estimator.run.OpRecord;
import io.ditgauge.model.DType;
import io.ditgauge.model.Gemm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A product on an H100 SXM at its published rate, and slower. */
class PublishedSideTest {
  private static final Gemm GEMM = new Gemm(4096, 4096, 4096);

  private static Calibration measured(String driver, double factor) {
    double seconds =
        factor * PublishedEfficiencies.of("h100-sxm").gemm().timing(4096, 4096, 4096).seconds();
    Calibration it = new SyntheticMachine(1, 0).calibration();
    Machine machine = it.machine();
    return new Calibration(
        it.format(),
        it.version(),
        it.run(),
        new Machine(
            machine.id(),
            machine.cpu(),
            machine.memoryBytes(),
            List.of(new Accelerator(driver)),
            machine.os(),
            machine.jvm()),
        it.commit(),
        it.dirty(),
        it.effort(),
        false,
        it.backends(),
        it.ceilings(),
        List.of(rate("cuda:0", seconds), rate("cpu", 1)),
        List.of(),
        List.of(),
        List.of());
  }

  private static Rate rate(String device, double seconds) {
    long flops = GEMM.work().flops();
    long bytes = GEMM.work().bytes(DType.BF16);
    return new Rate(
        "gemm|" + device,
        OpRecord.of(GEMM),
        "gemm",
        "torchscript",
        "bf16",
        device,
        Map.of("backend", "torchscript", "dtype", "bf16", "device", device),
        seconds,
        Optional.of(0.99 * seconds),
        Optional.of(1.01 * seconds),
        Optional.empty(),
        5,
        15,
        flops,
        bytes,
        flops / seconds,
        Optional.of(flops / seconds / 1.01),
        Optional.of(flops / seconds / 0.99),
        bytes / seconds,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Rate.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({"1, UNCLEAR", "3, SLOWER", "0.3, FASTER"})
  void aCardIsHeldAgainstItsPublishedRates(double factor, Verdict verdict) {
    Comparison it = PublishedSide.compare("h100-sxm", measured("NVIDIA H100 80GB HBM3", factor));
    assertEquals(List.of(), it.reasons());
    assertEquals(1, it.rows().size(), "the rate of the card alone");
    assertEquals(factor, it.rows().get(0).ratio(), 1e-9);
    assertEquals(verdict, it.rows().get(0).verdict());
  }

  @Test
  void anotherCardOfTheSameFamilyIsNotThatCard() {
    Comparison it = PublishedSide.compare("h100-sxm", measured("NVIDIA H100 PCIe", 1));
    assertTrue(it.reasons().get(0).contains("was not measured on a h100-sxm"), it.reasons() + "");
    assertEquals(Verdict.NOT_COMPARABLE, it.rows().get(0).verdict());
  }
}
