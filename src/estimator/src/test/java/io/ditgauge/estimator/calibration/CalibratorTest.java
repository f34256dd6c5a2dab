package io.ditgauge.estimator.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.estimator.Goldens;
import io.ditgauge.estimator.run.FileFormatException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibratorTest {
  private static final String GEMM = "gemm|backend=torchscript|device=cpu|dtype=f32|size=2048";
  private static final String MLP =
      "mlp|backend=nd4j|batch=2|device=cpu|dtype=f32|image=256|model=DiT-XL/2";

  @TempDir Path folder;

  private final ObjectNode run = Goldens.runJson();
  private final ArrayNode jmh = Goldens.jmhJson();

  private Calibration calibrate() {
    Goldens.write(folder, "run.json", run);
    Goldens.write(folder, "jmh.json", jmh);
    return CalibrationFiles.calibrateRun(folder);
  }

  private String refusal() {
    String message = assertThrows(FileFormatException.class, this::calibrate).getMessage();
    assertFalse(message.contains("\n"), message);
    return message;
  }

  private ObjectNode cpu() {
    return (ObjectNode) run.get("machine").get("cpu");
  }

  private ObjectNode combination(int index) {
    return (ObjectNode) run.get("combinations").get(index);
  }

  /** Gives a result these forks of one iteration each, in run.json and jmh.json. */
  private void setForks(int combination, int result, double... seconds) {
    ObjectNode metric = (ObjectNode) jmh.get(result).get("primaryMetric");
    ArrayNode raw = metric.putArray("rawData");
    double sum = 0;
    for (double value : seconds) {
      raw.addArray().add(value);
      sum += value;
    }
    metric.put("score", sum / seconds.length);
    combination(combination).put("forks", seconds.length).put("plannedForks", seconds.length);
  }

  private static Rate rate(Calibration calibration, String key) {
    return calibration.rate(key).orElseThrow();
  }

  @Test
  void dividesDeclaredWorkBySeconds() {
    setForks(0, 0, 0.08, 0.082, 0.084, 0.081, 0.083);
    Rate rate = rate(calibrate(), GEMM);
    double flops = 2.0 * 2048 * 2048 * 2048;
    assertEquals(0.082, rate.seconds(), 1e-15);
    assertEquals(flops / 0.082, rate.flopsPerSecond(), 1);
    double half = 2.776445 * Math.sqrt(2.5e-6 / 5);
    assertEquals(0.082 - half, rate.secondsLow().orElseThrow(), 1e-8);
    assertEquals(flops / (0.082 + half), rate.flopsPerSecondLow().orElseThrow(), 1e5);
    assertEquals(flops / (0.082 - half), rate.flopsPerSecondHigh().orElseThrow(), 1e5);
    assertEquals(3 * 2048L * 2048 * 4, rate.bytes());
    assertEquals(flops / 0.082 / (32 * 2 * 3.67e9), rate.ofTheoretical().orElseThrow(), 1e-9);
    assertEquals(5, rate.forks());
    assertEquals(5, rate.samples());
  }

  @Test
  void holdsRatesAgainstTheBestOfAllBackendsAndOfTheirOwn() {
    Calibration calibration = calibrate();
    double best = rate(calibration, GEMM).flopsPerSecond();
    double own = rate(calibration, GEMM.replace("torchscript", "nd4j")).flopsPerSecond();
    assertTrue(best > own);
    Rate mlp = rate(calibration, MLP);
    assertEquals(mlp.flopsPerSecond() / best, mlp.ofMachineCeiling().orElseThrow(), 1e-12);
    assertEquals(mlp.flopsPerSecond() / own, mlp.ofBackendCeiling().orElseThrow(), 1e-12);
    Rate djl =
        calibration.rates().stream().filter(one -> one.backend().equals("djl")).findFirst().get();
    assertEquals(Optional.empty(), djl.ofBackendCeiling(), "djl has no GEMM in this run");
    assertEquals(Rate.MEMORY, djl.bound());
    assertEquals(Rate.COMPUTE, mlp.bound());
  }

  @Test
  void takesTheFastestOfSeveralMatrixProductsAsTheCeiling() {
    ObjectNode second = combination(2).deepCopy();
    second.put("key", GEMM.replace("torchscript", "nd4j").replace("2048", "2049"));
    ((ObjectNode) second.get("params")).put("size", "2049");
    ((ArrayNode) run.get("combinations")).add(second);
    ObjectNode result = jmh.get(2).deepCopy();
    ((ObjectNode) result.get("params")).put("size", "2049");
    jmh.add(result);
    setForks(10, 9, 0.0801, 0.0802, 0.0803);
    Calibration calibration = calibrate();
    assertEquals(3, calibration.ceilings().gemm().size());
    assertEquals(
        second.get("key").textValue(),
        calibration.ceilings().machineGemm("f32", "cpu").orElseThrow().key());
  }

  @Test
  void isProvisionalWithOneForkAndHasNoIntervalThere() {
    setForks(4, 4, 0.066);
    Calibration calibration = calibrate();
    assertTrue(calibration.provisional());
    Rate rate = rate(calibration, MLP);
    assertEquals(Optional.empty(), rate.secondsLow());
    assertEquals(Optional.empty(), rate.flopsPerSecondHigh());
    Path file = folder.resolve("calibration.json");
    CalibrationFiles.write(file, calibration);
    assertEquals(calibration, CalibrationFiles.read(file));
  }

  @Test
  void isProvisionalAndWarnsWhereForksScatterDownToZero() {
    setForks(4, 4, 0.06, 0.18);
    Calibration calibration = calibrate();
    assertTrue(calibration.provisional());
    assertEquals(Optional.empty(), rate(calibration, MLP).secondsLow());
    assertTrue(
        calibration.warnings().stream().anyMatch(text -> text.startsWith("no interval for " + MLP)),
        calibration.warnings().toString());
  }

  @Test
  void failsForARateThatIsFasterThanTheMachineByMoreThanItsInterval() {
    setForks(0, 0, 0.0600, 0.0601, 0.0602);
    String message = refusal();
    assertTrue(message.contains("faster than the machine: " + GEMM), message);
    assertTrue(message.contains("285.85 GFLOP/s"), message);
    assertTrue(message.contains("234.88 GFLOP/s"), message);
    assertTrue(message.contains("AMD Zen 4"), message);
    assertTrue(message.contains("3.67 GHz, measured"), message);
    assertTrue(message.contains("measure again on an idle machine"), message);
  }

  @Test
  void acceptsARateAboveThePeakByLessThanItsInterval() {
    setForks(0, 0, 0.0700, 0.0720, 0.0760);
    Rate rate = rate(calibrate(), GEMM);
    assertTrue(rate.ofTheoretical().orElseThrow() > 1);
  }

  @Test
  void failsForOneForkAboveThePeakAsItIs() {
    setForks(0, 0, 0.0725);
    assertTrue(refusal().contains("faster than the machine"));
    setForks(0, 0, 0.0735);
    assertTrue(rate(calibrate(), GEMM).ofTheoretical().orElseThrow() < 1);
  }

  @Test
  void warnsAboveThePeakOfTheReportedClockOnly() {
    assertEquals(2, calibrate().warnings().size());
    assertTrue(calibrate().warnings().get(0).startsWith("above the reported-clock peak at f32: 3"));
    cpu().put("reportedHertz", 3.67e9);
    assertEquals(List.of(), calibrate().warnings());
  }

  @Test
  void goesWithoutATheoreticalPeakOnAnUnknownCpuAndSaysSo() {
    cpu().put("vendor", "CentaurHauls");
    Calibration calibration = calibrate();
    assertEquals(List.of(), calibration.ceilings().theoretical());
    assertEquals(Optional.empty(), rate(calibration, MLP).ofTheoretical());
    assertTrue(rate(calibration, MLP).ofMachineCeiling().isPresent());
    assertTrue(calibration.warnings().get(0).startsWith("no theoretical peak"));
  }

  @Test
  void doesNotKnowTheBoundWithoutMeasuredCeilings() {
    for (int i = 0; i < 4; i++) {
      ((ArrayNode) run.get("combinations")).remove(0);
      jmh.remove(0);
    }
    Rate rate = rate(calibrate(), MLP);
    assertEquals(Rate.UNKNOWN, rate.bound());
    assertEquals(Optional.empty(), rate.ofMachineCeiling());
  }

  @Test
  void carriesSkippedFailedAndPendingCombinationsWithTheirReasons() {
    combination(4).put("status", "pending").put("forks", 2);
    combination(5).put("status", "pending");
    Calibration calibration = calibrate();
    List<String> reasons = calibration.failed().stream().map(Note::reason).toList();
    assertEquals(
        List.of(
            "not run to the end: 2 of 3 forks",
            "not run",
            "fork 2 of 3 was killed (exit code 137)"),
        reasons);
    assertEquals(Optional.empty(), calibration.rate(MLP));
  }

  @Test
  void refusesFilesThatDisagreeOnWhatWasMeasured() {
    combination(4).put("status", "skipped").put("forks", 0).put("reason", "no");
    assertTrue(refusal().contains("says never ran: " + MLP));
    combination(4).put("status", "measured").put("forks", 2).put("plannedForks", 2);
    assertTrue(refusal().contains("must agree on forks: run.json=2, jmh.json=3"));
    combination(4).put("forks", 3).put("plannedForks", 3);
    jmh.add(jmh.get(4).deepCopy());
    assertTrue(refusal().contains("two results"));
    jmh.remove(9);
    jmh.remove(4);
    assertTrue(refusal().contains("run.json says measured, but jmh.json has no result: " + MLP));
    ((ArrayNode) run.get("combinations")).remove(4);
    ((ObjectNode) jmh.get(0).get("params")).put("size", "1");
    ((ArrayNode) run.get("combinations")).remove(0);
    assertTrue(refusal().contains("a result that run.json does not plan"));
  }

  @Test
  void refusesARunThatMeasuredNothing() {
    jmh.removeAll();
    for (int i = 0; i < 10; i++) {
      combination(i).put("status", "pending").put("forks", 0);
    }
    String message = refusal();
    assertTrue(
        message.contains("nothing was measured: 0 combinations skipped, 10 failed"), message);
  }
}
