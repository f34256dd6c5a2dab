package io.ditgauge.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Java main class run in a JVM of its own, which does not outlive this one.
 *
 * <p>The class path travels in the environment, so that its length never meets the limit of a
 * command line.
 *
 * @param jvmArgs arguments of the JVM itself
 * @param classpath elements of the class path
 * @param mainClass name of the main class
 * @param arguments its arguments
 * @param workingFolder where it runs
 */
record ChildJvm(
    List<String> jvmArgs,
    List<String> classpath,
    String mainClass,
    List<String> arguments,
    Path workingFolder) {

  /** Copies the lists. */
  ChildJvm {
    jvmArgs = List.copyOf(jvmArgs);
    classpath = List.copyOf(classpath);
    arguments = List.copyOf(arguments);
  }

  /**
   * Runs to the end, with the streams of this process, and returns the exit code.
   *
   * <p>When this JVM shuts down or the calling thread is interrupted, the child is asked to end
   * and, after the grace time, it and the processes that it started are killed.
   *
   * @param grace how long the child may take to end
   * @throws IOException when the JVM cannot be started
   * @throws InterruptedException when the calling thread is interrupted
   */
  int run(Duration grace) throws IOException, InterruptedException {
    Slot slot = new Slot();
    Thread hook = new Thread(() -> slot.end(grace), "end-child-jvm");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return slot.start(this).waitFor();
    } catch (InterruptedException e) {
      slot.end(grace);
      throw e;
    } finally {
      forget(hook);
    }
  }

  /**
   * Where the process stands once it is started. The hook is there before the process, and waits
   * for it: a JVM that is asked to end between the two would leave it behind.
   */
  private static final class Slot {
    private Optional<Process> started = Optional.empty();
    private boolean ended;

    synchronized Process start(ChildJvm child) throws IOException {
      if (ended) {
        throw new IOException("this JVM is ending; no other is started");
      }
      Process process = child.start();
      started = Optional.of(process);
      return process;
    }

    synchronized void end(Duration grace) {
      ended = true;
      started.ifPresent(process -> ChildJvm.end(process, grace));
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArgs);
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(workingFolder.toFile()).inheritIO();
    builder.environment().put("CLASSPATH", String.join(File.pathSeparator, classpath));
    return builder.start();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Already shutting down: the hook is running, and its work is done by itself.
    }
  }

  /** Ends a process: asks it first, then kills it and what it started. */
  private static void end(Process process, Duration grace) {
    List<ProcessHandle> tree =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    try {
      if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tree.forEach(ProcessHandle::destroyForcibly);
  }
}
