package io.ditgauge.estimator.gates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.estimator.hardware.Accelerators;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Mistakes that people really made; each case names where. */
class GatesTest {
  private static final Gates.Peaks A_CARD = new Gates.Peaks(10e12, 12e12);

  private static Observation row(String key, String dtype, double flops, double seconds) {
    return new Observation(key, "gemm", "cuda:0", dtype, flops, seconds, Optional.of(0.0), 10);
  }

  private static List<Gate> gates(List<Observation> rows, Map<String, Gates.Peaks> peaks) {
    return Gates.check(rows, peaks).stream().map(Finding::gate).toList();
  }

  @Test
  void aProductThatWasNotWaitedForIsFlagged() {
    // ENCCS/julia-for-hpc issue 56: 4096^3 in 23.1 us without, 21.891 ms with synchronisation.
    double flops = 2 * Math.pow(4096, 3);
    Observation launched = row("launched", "f32", flops, 23.1e-6);
    Observation finished = row("finished", "f32", flops, 21.891e-3);
    assertEquals(5950, launched.flopsPerSecond() / 1e12, 1);
    assertEquals(6.28, finished.flopsPerSecond() / 1e12, 0.01);
    List<Finding> findings = Gates.check(List.of(launched, finished), Map.of("f32", A_CARD));
    assertEquals(1, findings.size(), findings.toString());
    assertEquals(Gate.ABOVE_PEAK, findings.get(0).gate());
    assertEquals(List.of("launched"), findings.get(0).keys());
  }

  @Test
  void timeThatStaysWhileWorkGrowsIsFlagged() {
    // intel/intel-xpu-backend-for-triton issue 470.
    List<Observation> rows =
        List.of(
            row("512", "f16", 2.0 * 2048 * 512 * 512, 21.0e-6),
            row("1024", "f16", 2.0 * 2048 * 1024 * 1024, 24.1e-6),
            row("2048", "f16", 2.0 * 2048 * 2048 * 2048, 26.9e-6),
            row("4096", "f16", 2.0 * 2048 * 4096 * 4096, 24.1e-6));
    Map<String, Gates.Peaks> peaks = Map.of("f16", new Gates.Peaks(4e15, 4e15));
    List<Finding> findings = Gates.check(rows, peaks);
    assertEquals(List.of(Gate.FLAT_TIME), findings.stream().map(Finding::gate).toList());
    assertEquals(4, findings.get(0).keys().size());
    assertTrue(findings.get(0).message().contains("work grows 64 times"), findings.toString());
  }

  @Test
  void timeThatGrowsWithWorkIsNotFlagged() {
    List<Observation> rows =
        List.of(
            row("a", "f16", 1e9, 1e-3), row("b", "f16", 8e9, 8e-3), row("c", "f16", 64e9, 64e-3));
    assertEquals(List.of(), gates(rows, Map.of("f16", A_CARD)));
  }

  @Test
  void threeIterationsOfOneForkAreUnusable() {
    // lessthanoptimal/ejml issue 197: 3.843 +- 3.063 s/op.
    Observation row =
        new Observation("mult", "gemm", "cpu", "f64", 54e9, 3.843, Optional.of(3.063), 3);
    assertEquals(List.of(Gate.TOO_FEW_SAMPLES), gates(List.of(row), Map.of("f64", A_CARD)));
  }

  @Test
  void anIntervalThatIsNoNumberIsRefused() {
    // JMH prints NaN for the error of a single iteration.
    Observation row =
        new Observation("one", "gemm", "cpu", "f32", 1e9, 1, Optional.of(Double.NaN), 2);
    Observation none = new Observation("one", "gemm", "cpu", "f32", 1e9, 1, Optional.empty(), 1);
    assertEquals(List.of(Gate.NO_INTERVAL), gates(List.of(row), Map.of("f32", A_CARD)));
    assertEquals(List.of(Gate.NO_INTERVAL), gates(List.of(none), Map.of("f32", A_CARD)));
  }

  @Test
  void aLowPrecisionSlowerThanFloat32NeverCalibratesAnotherDevice() {
    // pytorch/pytorch issue 151934: bmm 216 ms float32, 971 ms bfloat16, 6896 ms float16.
    List<Observation> rows =
        List.of(
            row("f32", "f32", 1e11, 0.216),
            row("bf16", "bf16", 1e11, 0.971),
            row("f16", "f16", 1e11, 6.896));
    Map<String, Gates.Peaks> peaks = Map.of("f32", A_CARD, "bf16", A_CARD, "f16", A_CARD);
    List<Finding> findings = Gates.check(rows, peaks);
    assertEquals(
        List.of("bf16", "f16"), findings.stream().flatMap(it -> it.keys().stream()).toList());
    assertTrue(findings.stream().allMatch(it -> it.gate() == Gate.LOW_PRECISION_SLOWER));
  }

  @Test
  void aboveTheNominalClockWarnsAndAboveTheHighestFails() {
    // ekondis/mixbench issue 14: 2080 Ti, 15.9e12 against 13.45e12 at 1545 MHz, at most 2100 MHz.
    Gates.Peaks peaks = new Gates.Peaks(13.45e12, 13.45e12 * 2100 / 1545);
    Observation legal = row("legal", "f32", 15.9e12, 1);
    Observation impossible = row("impossible", "f32", 19e12, 1);
    List<Finding> findings = Gates.check(List.of(legal, impossible), Map.of("f32", peaks));
    assertEquals(
        List.of(Gate.ABOVE_NOMINAL, Gate.ABOVE_PEAK),
        findings.stream().map(Finding::gate).toList());
    assertTrue(!Gate.ABOVE_NOMINAL.excludes() && Gate.ABOVE_PEAK.excludes());
  }

  @Test
  void threadsThatChangedBetweenRunsAreNamed() {
    // libnd4j issue 287: 81 s with 1 thread, 66 s with 7, 135 s unset.
    assertEquals(Gate.THREADS_CHANGED, Gates.threads("run", 7, 1).orElseThrow().gate());
    assertEquals(Optional.empty(), Gates.threads("run", 7, 7));
  }

  @Test
  void firstCallsOfANewShapeAreReportedApart() {
    // deepjavalibrary/djl issue 901: the first calls of each shape stall 5 to 7 s.
    Finding finding =
        Gates.firstCalls("shape", List.of(6.1, 5.2, 0.031, 0.030, 0.032, 0.030, 0.031))
            .orElseThrow();
    assertEquals(Gate.FIRST_CALLS, finding.gate());
    assertTrue(finding.message().startsWith("2 first calls"), finding.message());
    assertEquals(Optional.empty(), Gates.firstCalls("shape", List.of(0.05, 0.03, 0.03, 0.031)));
  }

  @Test
  void aDeviceWithoutDataIsRefusedAndNeverGivenAnothers() {
    // ai-dynamo/aiconfigurator issue 1259: an A40 without data.
    assertThrows(IllegalArgumentException.class, () -> PublishedEfficiencies.of("a40"));
    assertThrows(IllegalArgumentException.class, () -> Accelerators.of("A40X"));
    Observation row = row("gemm", "bf16", 1e12, 1);
    assertEquals(List.of(Gate.UNKNOWN_DEVICE), gates(List.of(row), Map.of("f32", A_CARD)));
  }
}
