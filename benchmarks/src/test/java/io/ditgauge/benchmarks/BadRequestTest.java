package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ditgauge.benchmarks.machine.NvidiaDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be done gives one message and an exit code, and nothing is written. */
class BadRequestTest {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;

  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void aProject() throws IOException, InterruptedException {
    root = Files.createDirectories(folder.resolve("root"));
    GitFolder.commit(root);
  }

  /** Runs the harness, and returns its one message after checking that it is one. */
  private String message(int code, String... arguments) throws IOException, InterruptedException {
    String[] all =
        Stream.concat(Stream.of("--root", root.toString()), Stream.of(arguments))
            .toArray(String[]::new);
    ChildRun run = ChildRun.start(folder.resolve("tmp"), all);
    assertEquals(code, run.exitCode(), run.output());
    assertFalse(run.output().contains("\tat "), run.output());
    return run.output();
  }

  private String oneLine(int code, String... arguments) throws IOException, InterruptedException {
    String message = message(code, arguments);
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.startsWith("jmh:run: "), message);
    assertFalse(Files.exists(root.resolve("reports")), "nothing may be written");
    return message.substring("jmh:run: ".length()).strip();
  }

  @Test
  void anUnknownEffortIsAUsageError() throws IOException, InterruptedException {
    assertEquals(
        "unknown effort 'fast'; use one of flash, quick, normal, long",
        oneLine(USAGE, "--effort", "fast"));
  }

  @Test
  void anUnknownBackendIsAUsageError() throws IOException, InterruptedException {
    assertEquals(
        "unknown backend 'tf'; use one of nd4j, djl, torchscript",
        oneLine(USAGE, "-p", "backend=djl,tf"));
  }

  @Test
  void aGpuThatIsNotThereIsAUsageError() throws IOException, InterruptedException {
    Assumptions.assumeTrue(NvidiaDriver.gpuNames().isEmpty(), "this machine has a GPU");
    String message = oneLine(USAGE, "-p", "device=cuda:0", "-p", "backend=torchscript");
    assertTrue(message.startsWith("device cuda:0 is not there"), message);
  }

  @Test
  void aFolderThatCannotBeMadeIsAFailure() throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    String message = oneLine(FAILURE, "--effort", "flash", "--out", file.resolve("run").toString());
    assertTrue(message.startsWith("cannot make the folder of the run: " + file), message);
    assertEquals("mine", Files.readString(file));
  }

  @Test
  void aModelThatDoesNotFitInMemoryIsAFailureWithNeedAndHave()
      throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    List<String> request =
        List.of(
            "--effort",
            "flash",
            "-p",
            "batch=10000000",
            "-p",
            "backend=djl",
            "--include",
            "^block",
            "--out",
            out.toString());
    String message = message(FAILURE, request.toArray(String[]::new));
    assertTrue(message.contains("FAILED block|backend=djl|batch=10000000"), message);
    assertTrue(message.contains("does not fit in memory: needs "), message);
    assertTrue(message.contains("use a smaller batch, image or model"), message);
  }

  @Test
  void aRunThatIsNotThereCannotBeResumed() throws IOException, InterruptedException {
    String message = oneLine(USAGE, "--resume", "20261125T013000Z-0123456");
    assertTrue(message.startsWith("no run to resume: neither "), message);
  }

  @Test
  void aTruncatedRunCannotBeResumedAndIsLeftAlone() throws IOException, InterruptedException {
    Path run = Files.createDirectories(folder.resolve("run")).resolve("run.json");
    Files.writeString(run, "{ \"format\": \"ditgauge-run\", \"version\": 1, \"id\"");
    String message = oneLine(FAILURE, "--resume", run.getParent().toString());
    assertTrue(message.startsWith(run + ": not valid JSON: "), message);
    assertTrue(Files.readString(run).endsWith("\"id\""));
  }

  @Test
  void aFinishedRunOfAnotherCheckoutCannotBeResumed() throws IOException, InterruptedException {
    Path run = folder.resolve("finished");
    List<String> tiny =
        List.of(
            "--effort",
            "flash",
            "-p",
            "model=DiT-S/8",
            "-p",
            "backend=djl",
            "--include",
            "^patchify",
            "--jmh-args",
            "-w 10ms -r 20ms -i 2",
            "--out",
            run.toString());
    message(0, tiny.toArray(String[]::new));
    byte[] results = Files.readAllBytes(run.resolve("jmh.json"));
    String ended = oneLine(FAILURE, "--resume", run.toString());
    assertTrue(ended.endsWith("there is nothing to resume"), ended);
    Files.writeString(root.resolve("Kernel.java"), "class Kernel {}");
    String dirty = oneLine(FAILURE, "--resume", run.toString());
    assertTrue(dirty.startsWith("cannot resume: the state of the sources (dirty)"), dirty);
    GitFolder.commit(root);
    String commit = oneLine(FAILURE, "--resume", run.toString());
    assertTrue(commit.startsWith("cannot resume: the commit differs"), commit);
    String again = message(FAILURE, tiny.toArray(String[]::new));
    assertTrue(again.contains("holds a run already"), again);
    assertArrayEquals(results, Files.readAllBytes(run.resolve("jmh.json")));
  }
}
