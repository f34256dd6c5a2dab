package io.ditgauge.estimator.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.hardware.Accelerators;
import io.ditgauge.estimator.hardware.MatrixPeak;
import io.ditgauge.model.training.ParameterRule;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Utilizations that people published, with the mistake each of them made. */
class ModelFlopsUtilizationTest {
  private static final double H100 =
      Accelerators.of("H100 SXM5").bf16FlopsPerSecond().orElseThrow();
  private static final double A100 = 312e12;

  private static void assertNear(double expected, double tolerance, double actual) {
    assertEquals(expected, actual, tolerance * expected);
  }

  /** Source: NVIDIA/Megatron-LM issue 1565; the trap is the sparse peak, 0.212. */
  @Test
  void thePeakIsTheDenseOne() {
    assertNear(0.4245, 0.001, new ModelFlopsUtilization(420e12, 1, 1, H100).value());
    assertNear(0.212, 0.002, new ModelFlopsUtilization(420e12, 1, 1, 2 * H100).value());
  }

  /** Source: karpathy/nanoGPT pull request 464: 1.04 of an A100's peak, run on an H100. */
  @Test
  void moreThanAllIsRefused() {
    double flops = 1.04 * A100;
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> new ModelFlopsUtilization(flops, 1, 1, A100))
            .getMessage();
    assertTrue(message.contains("is 1.040; the peak may be that of another card"), message);
    assertNear(0.328, 0.005, new ModelFlopsUtilization(flops, 1, 1, H100).value());
    assertEquals(1, new ModelFlopsUtilization(A100, 1, 1, A100).value());
  }

  /** Source: huggingface/blog issue 1649: 500 steps of 16 x 2048 tokens in 13.5 h on 16 A100. */
  @Test
  void allDevicesCount() {
    double flops = new ParameterRule(70_000_000_000L, 2048L * 16 * 500).flops().value();
    double seconds = 13.5 * 3600;
    assertNear(0.0284, 0.01, new ModelFlopsUtilization(flops, seconds, 16, A100).value());
    assertNear(0.4538, 0.01, new ModelFlopsUtilization(flops, seconds, 1, A100).value());
  }

  /** Source: JuliaPerf/GPUInspector.jl pull request 27. */
  @Test
  void thePeakIsAtTheClockOfTheDataSheet() {
    double peak = new MatrixPeak(528, 512, 1830e6).flopsPerSecond();
    assertNear(989.4e12, 0.001, peak);
    assertNear(H100, 0.001, peak);
    assertNear(1070.5e12, 0.001, new MatrixPeak(528, 512, 1980e6).flopsPerSecond());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void impossiblePartsAreRefused(double bad) {
    assertThrows(IllegalArgumentException.class, () -> new ModelFlopsUtilization(bad, 1, 1, A100));
    assertThrows(IllegalArgumentException.class, () -> new ModelFlopsUtilization(1, bad, 1, A100));
    assertThrows(IllegalArgumentException.class, () -> new ModelFlopsUtilization(1, 1, 1, bad));
    assertThrows(IllegalArgumentException.class, () -> new ModelFlopsUtilization(1, 1, 0, A100));
    assertThrows(IllegalArgumentException.class, () -> new MatrixPeak(528, 512, bad));
    assertThrows(IllegalArgumentException.class, () -> new MatrixPeak(0, 512, 1830e6));
  }

  @Test
  void theMessageIsTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      String message =
          assertThrows(IllegalArgumentException.class, () -> new ModelFlopsUtilization(3, 2, 1, 1))
              .getMessage();
      assertTrue(message.contains("is 1.500;"), message);
    } finally {
      Locale.setDefault(before);
    }
  }
}
