package io.ditgauge.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.benchmarks.machine.SourceState;
import io.ditgauge.benchmarks.plan.Kind;
import io.ditgauge.estimator.run.BackendInfo;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.estimator.run.RunFiles;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.estimator.run.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the same machine, sources and environment may go on with a run. */
class ResumeTest {
  private static final RunRecord RUN = SampleRuns.run(true, Optional.empty());
  private static final SourceState CLEAN = new SourceState(SampleRuns.COMMIT, false);

  @TempDir private Path runs;

  private Path folder(String machine, String id) throws IOException {
    Path folder = Files.createDirectories(runs.resolve(machine).resolve(id));
    RunFiles.write(folder.resolve(RunFiles.RUN_JSON), RUN);
    return folder;
  }

  private static String refusal(RunRecord run, Machine machine, SourceState sources) {
    return assertThrows(IllegalStateException.class, () -> Resume.check(run, machine, sources))
        .getMessage();
  }

  @Test
  void aRunIsFoundByItsFolderAndByItsIdentifier() throws IOException {
    Path folder = folder("m-000000000001", "20261125T013000Z-0123456");
    assertEquals(folder, Resume.find(folder.toString(), runs, SampleRuns.machine()));
    assertEquals(folder, Resume.find("20261125T013000Z-0123456", runs, SampleRuns.machine()));
  }

  @Test
  void aRunThatIsNotThereIsNamedWithBothPlacesLookedAt() throws IOException {
    Path empty = Files.createDirectories(runs.resolve("empty"));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Resume.find(empty.toString(), runs, SampleRuns.machine()))
            .getMessage();
    assertTrue(message.startsWith("no run to resume: neither " + empty + " nor "), message);
    assertTrue(message.contains("run.json"), message);
  }

  @Test
  void theSameMachineSourcesAndEnvironmentMayGoOn() {
    assertDoesNotThrow(() -> Resume.check(RUN, SampleRuns.machine(), CLEAN));
    RunRecord plain = SampleRuns.run(false, Optional.empty());
    assertDoesNotThrow(() -> Resume.check(plain, SampleRuns.machine(), CLEAN));
  }

  @Test
  void anotherMachineIsRefused() {
    Machine other = SampleRuns.machine("m-000000000002", 2, "17.0.15");
    assertEquals(
        "cannot resume: the machine differs: the run has m-000000000001, now it is"
            + " m-000000000002; results would not be comparable: start a new run",
        refusal(RUN, other, CLEAN));
  }

  @Test
  void anotherJvmIsRefused() {
    Machine other = SampleRuns.machine("m-000000000001", 2, "21.0.1");
    String message = refusal(RUN, other, CLEAN);
    assertTrue(message.startsWith("cannot resume: the JVM differs"), message);
    assertTrue(message.contains("17.0.15") && message.contains("21.0.1"), message);
  }

  @Test
  void anotherCommitIsRefused() {
    String now = SampleRuns.COMMIT.replace('0', 'f');
    String message = refusal(RUN, SampleRuns.machine(), new SourceState(now, false));
    assertTrue(message.startsWith("cannot resume: the commit differs"), message);
    assertTrue(message.contains(SampleRuns.COMMIT) && message.contains(now), message);
  }

  @Test
  void changedSourcesAreRefused() {
    String message = refusal(RUN, SampleRuns.machine(), new SourceState(SampleRuns.COMMIT, true));
    assertTrue(message.contains("state of the sources (dirty) differs"), message);
  }

  @Test
  void anotherEnvironmentIsRefused() {
    RunRecord other = withEnvironment(Map.of("OMP_NUM_THREADS", "2", "OMP_WAIT_POLICY", "active"));
    String message = refusal(other, SampleRuns.machine(), CLEAN);
    assertTrue(message.contains("the environment of the forks differs"), message);
    assertTrue(message.contains("OMP_WAIT_POLICY=active"), message);
  }

  @Test
  void anotherNumberOfThreadsIsRefused() {
    Machine wider = SampleRuns.machine("m-000000000001", 4, "17.0.15");
    String message = refusal(RUN, wider, CLEAN);
    assertTrue(message.contains("the environment of the forks differs"), message);
  }

  @Test
  void aRunThatEndedHasNothingToResume() {
    RunRecord finished = SampleRuns.run(true, Optional.of("2026-11-25T01:37:00Z"));
    assertEquals(
        "run 20261125T013000Z-0123456 ended at 2026-11-25T01:37:00Z; there is nothing to resume",
        refusal(finished, SampleRuns.machine(), CLEAN));
  }

  @Test
  void whatFailedIsTriedAgainUnlessItCannotFit() {
    RunRecord run = withStatuses(Status.FAILED);
    assertDoesNotThrow(() -> Resume.check(run, SampleRuns.machine(), CLEAN));
    List<Combination> again = Resume.retried(run, one -> one.kind() == Kind.MLP);
    for (Combination combination : again) {
      boolean mlp = combination.key().startsWith("mlp");
      assertEquals(mlp ? Status.PENDING : Status.FAILED, combination.status(), combination.key());
    }
    assertEquals(run.combinations().size(), again.size());
  }

  private static RunRecord withStatuses(Status status) {
    RunRecord run = SampleRuns.run(true, Optional.of("2026-11-25T01:37:00Z"));
    List<Combination> combinations =
        run.combinations().stream().map(c -> c.with(0, status, "the fork died")).toList();
    return run.with(run.backends(), run.finishedAt(), combinations);
  }

  private static RunRecord withEnvironment(Map<String, String> environment) {
    List<BackendInfo> backends =
        RUN.backends().stream()
            .map(info -> new BackendInfo(info.name(), info.versions(), 2, environment))
            .toList();
    return RUN.with(backends, RUN.finishedAt(), RUN.combinations());
  }
}
