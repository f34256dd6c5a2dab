package io.ditgauge.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.estimator.run.FileFormatException;
import io.ditgauge.estimator.run.RunFiles;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.estimator.run.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk is what was measured. */
class RunFolderTest {
  @TempDir private Path temporary;

  private static ObjectNode fork(double first, double second) {
    return JmhJson.entry(List.of(Forks.result(Forks.PATCHIFY, new double[][] {{first, second}})));
  }

  @Test
  void eachForkIsOnDiskAsSoonAsItIsAdded() {
    RunFolder folder = RunFolder.create(temporary.resolve("run"));
    for (int forks = 1; forks <= 3; forks++) {
      folder.add(Forks.PATCHIFY, fork(0.01, 0.02));
      assertEquals(forks, folder.forks(Forks.PATCHIFY));
      assertEquals(forks, RunFolder.open(folder.path()).forks(Forks.PATCHIFY));
    }
    assertEquals(0, folder.forks(Forks.MLP));
    assertEquals(1, RunFiles.readJmh(folder.path().resolve(RunFiles.JMH_JSON)).size());
  }

  @Test
  void aReopenedFolderGoesOnWithTheSameEntry() {
    RunFolder first = RunFolder.create(temporary.resolve("run"));
    first.add(Forks.PATCHIFY, fork(0.01, 0.02));
    RunFolder second = RunFolder.open(first.path());
    second.add(Forks.PATCHIFY, fork(0.03, 0.04));
    ObjectNode expected = fork(0.01, 0.02);
    JmhJson.append(expected, fork(0.03, 0.04));
    // As text: a file read back has other node types for the same numbers.
    assertEquals(
        expected.toString(),
        RunFiles.readJmh(first.path().resolve(RunFiles.JMH_JSON)).get(0).toString());
  }

  @Test
  void aFolderThatHoldsARunIsNotOverwritten() {
    RunFolder folder = RunFolder.create(temporary.resolve("run"));
    folder.write(SampleRuns.run(true, Optional.empty()));
    String message =
        assertThrows(IllegalStateException.class, () -> RunFolder.create(folder.path()))
            .getMessage();
    assertTrue(message.contains("holds a run already"), message);
    assertTrue(message.contains("jmh.resume"), message);
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedWithTheCure() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    for (Path bad : List.of(file, file.resolve("child"))) {
      String message =
          assertThrows(IllegalStateException.class, () -> RunFolder.create(bad)).getMessage();
      assertTrue(message.startsWith("cannot make the folder of the run: " + bad), message);
      assertTrue(message.contains("choose another with jmh.out"), message);
    }
  }

  @Test
  void aTruncatedResultFileIsRefusedAndLeftAlone() throws IOException {
    RunFolder folder = RunFolder.create(temporary.resolve("run"));
    folder.add(Forks.PATCHIFY, fork(0.01, 0.02));
    Path jmh = folder.path().resolve(RunFiles.JMH_JSON);
    byte[] whole = Files.readAllBytes(jmh);
    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 3}) {
      byte[] part = Arrays.copyOf(whole, length);
      Files.write(jmh, part);
      String message =
          assertThrows(FileFormatException.class, () -> RunFolder.open(folder.path())).getMessage();
      assertTrue(message.startsWith(jmh.toString()), message);
      assertEquals(length, Files.size(jmh));
    }
  }

  @Test
  void aFolderWithoutResultsHasNoForks() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("run"));
    assertEquals(0, RunFolder.open(folder).forks(Forks.PATCHIFY));
  }

  /** A kill between the two files leaves a fork in jmh.json that run.json does not count. */
  @Test
  void forksThatOnlyTheResultsCountAreAdopted() throws IOException {
    Path path = temporary.resolve("run");
    RunFolder folder = RunFolder.create(path);
    for (int i = 0; i < 5; i++) {
      folder.add(Forks.PATCHIFY, fork(0.01, 0.02 + i));
      folder.add(
          Forks.MLP, JmhJson.entry(List.of(Forks.result(Forks.MLP, new double[][] {{0.1, 0.2}}))));
    }
    RunRecord stale = SampleRuns.run(true, Optional.empty());
    assertEquals(0, stale.combinations().get(0).forks());
    RunRecord done = session(RunFolder.open(path), stale).measure();
    assertTrue(done.finishedAt().isPresent());
    done.combinations()
        .forEach(
            combination -> {
              assertEquals(Status.MEASURED, combination.status());
              assertEquals(5, combination.forks());
            });
    assertEquals(done, RunFiles.read(path.resolve(RunFiles.RUN_JSON)));
  }

  private static RunSession session(RunFolder folder, RunRecord run) {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new RunSession(folder, run, run.combinations(), JmhArguments.of(""), out);
  }

  @Test
  void aScratchFolderIsRemovedWithWhatIsInIt() throws IOException {
    Path scratch = Scratch.create();
    Files.createDirectories(scratch.resolve("a/b"));
    Files.writeString(scratch.resolve("a/b/c"), "x");
    Scratch.delete(scratch);
    assertFalse(Files.exists(scratch));
  }
}
