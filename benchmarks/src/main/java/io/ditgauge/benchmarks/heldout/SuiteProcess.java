package io.ditgauge.benchmarks.heldout;

import io.ditgauge.benchmarks.run.JvmWrapper;
import io.ditgauge.benchmarks.run.Scratch;
import io.ditgauge.estimator.heldout.HeldOutCase;
import io.ditgauge.estimator.run.BackendInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the cases of one backend and element type in a process with the backend's environment. */
class SuiteProcess {
  /** Beside the calls of a case: its weights, its warm-up, the anchors. */
  private static final double OVERHEAD_SECONDS = 3;

  private static final double CALLS = 6;

  /**
   * What a process left.
   *
   * @param done what it measured
   * @param failure why it ended early; empty if it did not
   */
  record Outcome(List<Task.Done> done, Optional<String> failure) {}

  /** About how long a round of a case takes. */
  static double expectedSeconds(HeldOutCase it) {
    return OVERHEAD_SECONDS + CALLS * it.predictedSeconds();
  }

  /** Measures the tasks in their order; what was measured before a death is kept. */
  Outcome run(BackendInfo backend, String dtype, List<Anchor> anchors, List<Task> tasks) {
    Path scratch = Scratch.create();
    try {
      Path java = JvmWrapper.write(scratch, "java", backend.environment());
      Path anchorFile = scratch.resolve("anchors");
      Path taskFile = scratch.resolve("tasks");
      Path resultFile = scratch.resolve("results");
      Files.write(
          anchorFile,
          anchors.stream().map(it -> new Task(0, it.op(), it.seconds()).line()).toList());
      Files.write(taskFile, tasks.stream().map(Task::line).toList());
      List<String> command =
          List.of(
              java.toString(),
              "-Xms256m",
              "-XX:+UseSerialGC",
              SuiteFork.class.getName(),
              backend.name(),
              dtype,
              Integer.toString(backend.threads()),
              anchorFile.toString(),
              taskFile.toString(),
              resultFile.toString());
      int exit = exitOf(command);
      List<Task.Done> done = new ArrayList<>();
      if (Files.exists(resultFile)) {
        Files.readAllLines(resultFile).forEach(line -> done.add(Task.Done.of(line)));
      }
      return new Outcome(
          done,
          exit == 0
              ? Optional.empty()
              : Optional.of(
                  "the process ended with exit code "
                      + exit
                      + " after "
                      + done.size()
                      + " of "
                      + tasks.size()
                      + " cases; run the suite again to go on"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      Scratch.delete(scratch);
    }
  }

  private static int exitOf(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    Thread hook = new Thread(process::destroyForcibly, "end-suite-process");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a suite was measuring", e);
    } finally {
      forget(hook);
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Already shutting down: the hook is running, and its work is done by itself.
    }
  }
}
