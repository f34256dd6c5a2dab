package io.ditgauge.benchmarks;

import io.ditgauge.benchmarks.machine.NvidiaSmi;
import io.ditgauge.estimator.run.ForkRecord;
import io.ditgauge.estimator.run.GpuState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a fork tells the process that started it beside its timings: versions of its libraries, and
 * why it stopped. JMH has no channel for either.
 */
public final class ForkNote {
  /** Property of the fork: the file to write to. */
  public static final String FILE = "ditgauge.note";

  private static final String SKIP = "skip ";
  private static final String FAIL = "fail ";
  private static final String VERSION = "version ";
  private static final String CALLS = "calls ";
  private static final String MEMORY = "memory ";
  private static final String ATTENTION = "attention ";
  private static final String GPU = "gpu ";

  private ForkNote() {}

  /** The combination cannot run on this machine. */
  static void skip(String reason) {
    write(SKIP + oneLine(reason));
  }

  /** The combination should have run and did not. */
  static void fail(String reason) {
    write(FAIL + oneLine(reason));
  }

  /** Versions of the backend's libraries. */
  static void versions(Map<String, String> versions) {
    versions.forEach((name, version) -> write(VERSION + name + " " + oneLine(version)));
  }

  /** Seconds of the first two calls. */
  static void firstCalls(double first, double second) {
    write(CALLS + first + " " + second);
  }

  /** Memory before the op was prepared and at its peak. */
  static void memory(long baseBytes, long peakBytes) {
    write(MEMORY + baseBytes + " " + peakBytes);
  }

  /** The kernels that the library chose for the op's attentions; nothing if there are none. */
  static void attention(Set<String> kernels) {
    if (!kernels.isEmpty()) {
      write(ATTENTION + String.join(", ", kernels));
    }
  }

  /** The GPU before the first timed call, or after the last, as nvidia-smi tells it. */
  static void gpu(String when, String state) {
    write(GPU + when + " " + oneLine(state));
  }

  private static void write(String line) {
    String file = System.getProperty(FILE);
    if (file == null) {
      return; // run by JMH alone, without the harness
    }
    try {
      Files.writeString(
          Path.of(file),
          line + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /**
   * The notes of a fork.
   *
   * @param skipped why it cannot run
   * @param failed why it did not run
   * @param versions versions of its libraries
   * @param fork what it told of its first calls and its memory
   * @param gpus states of the GPU by when they were: {@code before} and {@code after}
   */
  public record Notes(
      Optional<String> skipped,
      Optional<String> failed,
      Map<String, String> versions,
      Optional<ForkRecord> fork,
      Map<String, GpuState> gpus) {}

  /** Reads the notes that a fork left; none if it wrote nothing. */
  public static Notes read(Path file) {
    List<String> lines = new ArrayList<>();
    if (Files.exists(file)) {
      try {
        lines.addAll(Files.readAllLines(file, StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Map<String, String> versions = new TreeMap<>();
    for (String line : lines) {
      if (line.startsWith(VERSION)) {
        String[] words = line.substring(VERSION.length()).split(" ", 2);
        versions.put(words[0], words.length > 1 ? words[1] : "unknown");
      }
    }
    return new Notes(first(lines, SKIP), first(lines, FAIL), versions, fork(lines), gpus(lines));
  }

  private static Map<String, GpuState> gpus(List<String> lines) {
    Map<String, GpuState> result = new LinkedHashMap<>();
    for (String when : List.of("before", "after")) {
      first(lines, GPU + when + " ")
          .flatMap(text -> NvidiaSmi.parse(text).stream().findFirst())
          .ifPresent(state -> result.put(when, state));
    }
    return result;
  }

  private static Optional<ForkRecord> fork(List<String> lines) {
    Optional<String[]> memory = first(lines, MEMORY).map(text -> text.split(" ", -1));
    return first(lines, CALLS)
        .map(text -> text.split(" ", -1))
        .map(
            calls ->
                new ForkRecord(
                    Double.parseDouble(calls[0]),
                    Double.parseDouble(calls[1]),
                    memory.map(words -> Long.parseLong(words[0])),
                    memory.map(words -> Long.parseLong(words[1])),
                    first(lines, ATTENTION)));
  }

  private static Optional<String> first(List<String> lines, String prefix) {
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .findFirst();
  }
}
