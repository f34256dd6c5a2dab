package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The harness in a JVM of its own, with a temporary folder of its own: there lie the locks that
 * keep runs apart, and the test must not meet a real run.
 */
final class ChildRun {
  private static final long PATIENCE_SECONDS = 120;
  private static final long POLL_MILLIS = 10;

  private final Process process;
  private final Path console;
  private final Path temporary;

  private ChildRun(Process process, Path console, Path temporary) {
    this.process = process;
    this.console = console;
    this.temporary = temporary;
  }

  /** Starts the harness with those arguments. */
  static ChildRun start(Path temporary, String... arguments) throws IOException {
    Files.createDirectories(temporary);
    Path console = Files.createTempFile(temporary, "console", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(console.toFile())
            .start();
    return new ChildRun(process, console, temporary);
  }

  /** Everything printed so far. */
  String output() throws IOException {
    return Files.readString(console, StandardCharsets.UTF_8);
  }

  /** Waits for the end and returns the exit code. */
  int exitCode() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      kill();
      fail("the run did not end:\n" + output());
    }
    return process.exitValue();
  }

  /** Waits until a text is printed. */
  void awaitOutput(String text) throws IOException, InterruptedException {
    await(() -> read(console).contains(text), text);
  }

  /** Waits until a fork has opened its backend, and kills that fork. */
  void killFork() throws IOException, InterruptedException {
    await(() -> notes().anyMatch(note -> read(note).contains("version ")), "a fork");
    List<ProcessHandle> forks =
        process
            .descendants()
            .filter(child -> child.info().command().orElse("").endsWith("java"))
            .toList();
    assertTrue(!forks.isEmpty(), "no fork to kill:\n" + output());
    forks.forEach(ProcessHandle::destroyForcibly);
  }

  /** Kills the run with its forks, as a lost machine would. */
  void kill() throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    for (ProcessHandle one : all) {
      one.onExit().join();
    }
  }

  private Stream<Path> notes() {
    try (Stream<Path> files = Files.walk(temporary, 2)) {
      return files.filter(file -> file.endsWith("note")).toList().stream();
    } catch (IOException | UncheckedIOException e) {
      return Stream.empty(); // a folder that was removed meanwhile
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private void await(BooleanSupplier condition, String what)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      boolean late = System.nanoTime() > end;
      if (late || !process.isAlive()) {
        kill();
        fail(
            "the run "
                + (late ? "takes too long" : "ended")
                + " before: "
                + what
                + "\n"
                + output());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
