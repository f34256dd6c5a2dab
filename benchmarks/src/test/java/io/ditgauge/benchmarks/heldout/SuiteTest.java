package io.ditgauge.benchmarks.heldout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.benchmarks.machine.SourceState;
import io.ditgauge.benchmarks.plan.MachineLimits;
import io.ditgauge.estimator.calibration.CalibrationFiles;
import io.ditgauge.estimator.heldout.HeldOutCase;
import io.ditgauge.estimator.heldout.HeldOutFiles;
import io.ditgauge.estimator.heldout.HeldOutRecord;
import io.ditgauge.estimator.run.BackendInfo;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.kernels.Backend;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Ops;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds over predicted cases, with processes that stand in for measurements, and one real one. */
class SuiteTest {
  private static final SourceState SOURCES = new SourceState("0123456789abcdef", false);
  private static final MachineLimits ROOMY = new MachineLimits(1L << 40, 1 << 25, List.of());

  @TempDir private Path folder;
  private Path calibration;
  private Machine machine;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @BeforeEach
  void copyCalibration() throws IOException {
    calibration = folder.resolve("calibration.json");
    Files.copy(
        Path.of(System.getProperty("ditgauge.root"))
            .resolve("reports/runs/m-cdbc8b331e10/20261125T061007Z-27324e3/calibration.json"),
        calibration);
    machine = CalibrationFiles.read(calibration).machine();
  }

  private Suite suite(int cases, SuiteProcess process) {
    return new Suite(
        calibration,
        machine,
        ROOMY,
        cases,
        process,
        new PrintStream(console, true, StandardCharsets.UTF_8));
  }

  private HeldOutRecord written() {
    return HeldOutFiles.read(folder.resolve(HeldOutFiles.HELDOUT_JSON));
  }

  /** Answers as if each call took as long as was predicted, on a machine a tenth slower. */
  private static class Predictable extends SuiteProcess {
    private int processes;

    @Override
    Outcome run(BackendInfo backend, String dtype, List<Anchor> anchors, List<Task> tasks) {
      processes++;
      assertFalse(anchors.isEmpty());
      return new Outcome(
          tasks.stream()
              .map(it -> new Task.Done(it.index(), 1.1 * it.expectedSeconds(), 3, 1.1))
              .toList(),
          Optional.empty());
    }
  }

  @Test
  void everyCaseHasEveryRoundAndADriftingMachineDoesNotCount() {
    assertTrue(suite(12, new Predictable()).run(3, SOURCES));
    HeldOutRecord suite = written();
    assertEquals(12, suite.cases().size());
    assertTrue(suite.finishedAt().isPresent());
    for (HeldOutCase it : suite.cases()) {
      assertEquals(3, it.rounds().size(), it.key());
      assertEquals(0, it.error(), 1e-9, it.key());
      assertEquals(Math.log(1.1), it.rawError(), 1e-9, it.key());
      assertTrue(it.predictedSeconds() <= 2, it.key());
    }
    String text = console.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("12 whole models in 3 rounds"), text);
    assertTrue(text.contains("note: the kernels are of commit"), text);
  }

  @Test
  void theCasesAreSharedAmongBackendsAndTypesFromShortToLong() {
    suite(12, new Predictable()).run(1, SOURCES);
    Map<String, List<HeldOutCase>> places =
        written().cases().stream()
            .collect(java.util.stream.Collectors.groupingBy(it -> it.backend() + " " + it.dtype()));
    assertEquals(
        List.of("djl f32", "nd4j f32", "torchscript bf16", "torchscript f32"),
        places.keySet().stream().sorted().toList());
    places.values().forEach(cases -> assertEquals(3, cases.size()));
  }

  @Test
  void aDeathKeepsWhatWasMeasuredAndTheNextRunGoesOn() {
    SuiteProcess dying =
        new Predictable() {
          @Override
          Outcome run(BackendInfo backend, String dtype, List<Anchor> anchors, List<Task> tasks) {
            Outcome whole = super.run(backend, dtype, anchors, tasks);
            return backend.name().equals("djl") && tasks.size() > 1
                ? new Outcome(whole.done().subList(0, 0), Optional.of("killed"))
                : whole;
          }
        };
    assertFalse(suite(8, dying).run(2, SOURCES));
    assertTrue(
        console.toString(StandardCharsets.UTF_8).contains("FAILED djl f32, round 1: killed"));
    assertEquals(Optional.empty(), written().finishedAt());
    Predictable rest = new Predictable();
    assertTrue(suite(8, rest).run(2, SOURCES));
    assertEquals(2, rest.processes); // of djl alone, one a round
  }

  @Test
  void aFinishedSuiteIsNotOverwritten() {
    suite(4, new Predictable()).run(1, SOURCES);
    String message =
        assertThrows(IllegalStateException.class, () -> suite(4, new Predictable()).run(1, SOURCES))
            .getMessage();
    assertTrue(message.contains("move it away"), message);
  }

  @Test
  void theCalibrationOfAnotherMachineIsRefused() throws IOException {
    Files.writeString(
        calibration, Files.readString(calibration).replace("m-cdbc8b331e10", "m-000000000000"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> suite(4, new Predictable()))
            .getMessage();
    assertTrue(message.contains("m-000000000000") && message.contains("m-cdbc8b331e10"), message);
  }

  @Test
  void withoutACalibrationTheCureIsNamed() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Suite.newest(folder, machine))
            .getMessage();
    assertTrue(message.contains("jmh.calibration=FILE"), message);
  }

  /** A process of its own, on a model of two small blocks. */
  @Test
  void aRealProcessMeasuresBesideItsAnchor() {
    BackendInfo backend =
        new BackendInfo("torchscript", Map.of(), 2, Backend.TORCHSCRIPT.environment(2));
    Task task = new Task(7, Ops.parse("dit-forward:1x4x1x8x8x1x2x2x2x48x3x96x5"), 0.4);
    SuiteProcess.Outcome outcome =
        new SuiteProcess()
            .run(backend, "f32", List.of(new Anchor(new Gemm(64, 64, 64), 0.1)), List.of(task));
    assertEquals(Optional.empty(), outcome.failure());
    Task.Done done = outcome.done().get(0);
    assertEquals(7, done.index());
    assertEquals(3, done.calls());
    assertTrue(done.seconds() > 0 && done.seconds() < 10, done.toString());
    assertTrue(done.drift() > 0 && done.drift() < 10, done.toString());
  }

  @Test
  void aProcessThatFailsSaysSo() {
    BackendInfo backend = new BackendInfo("torchscript", Map.of(), 2, Map.of());
    Task task = new Task(0, Ops.parse("moe:4x8x8x2x1"), 0.4); // has no kernel there
    SuiteProcess.Outcome outcome =
        new SuiteProcess()
            .run(backend, "f32", List.of(new Anchor(new Gemm(64, 64, 64), 0.1)), List.of(task));
    assertEquals(List.of(), outcome.done());
    assertTrue(outcome.failure().orElseThrow().contains("exit code 1 after 0 of 1 cases"));
  }
}
