package io.ditgauge.benchmarks.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ditgauge.benchmarks.ForkNote;
import io.ditgauge.benchmarks.KernelBenchmark;
import io.ditgauge.benchmarks.WorkProfiler;
import io.ditgauge.benchmarks.plan.Case;
import io.ditgauge.benchmarks.plan.Effort;
import io.ditgauge.benchmarks.plan.Kind;
import io.ditgauge.estimator.run.BackendInfo;
import io.ditgauge.estimator.run.RunRecord;
import io.ditgauge.estimator.run.Variation;
import io.ditgauge.kernels.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs one fork of one combination through JMH, under the environment of its backend. */
final class ForkRunner {
  private final Path scratch;
  private final List<BackendInfo> backends;
  private final long cacheBytes;
  private final Effort effort;
  private final JmhArguments arguments;
  private final Map<String, Path> jvms = new TreeMap<>();

  /**
   * A runner.
   *
   * @param scratch a folder for start scripts and notes
   * @param run environment and threads of each backend, and the machine's cache
   * @param effort iterations of a fork
   * @param arguments JMH options that the user gave, which win over those of the effort
   */
  ForkRunner(Path scratch, RunRecord run, Effort effort, JmhArguments arguments) {
    this.scratch = scratch;
    this.backends = run.backends();
    this.cacheBytes = run.machine().cpu().lastLevelCacheBytes();
    this.effort = effort;
    this.arguments = arguments;
  }

  /**
   * How a fork ended.
   *
   * @param entry its result in JMH's format, if it was measured
   * @param notes what it told
   * @param failure why it was not measured; empty if it was or if it cannot run here
   */
  record Outcome(Optional<ObjectNode> entry, ForkNote.Notes notes, String failure) {}

  /** Runs one fork and waits for it. */
  Outcome run(Case combination) {
    Path note = scratch.resolve("note");
    try {
      Files.deleteIfExists(note);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    CapturingOutput output = new CapturingOutput();
    Collection<RunResult> results;
    String error = "";
    try {
      results = new Runner(options(combination, note).build(), output).run();
    } catch (RunnerException e) {
      results = List.of();
      error = String.valueOf(e.getMessage());
    }
    ForkNote.Notes notes = ForkNote.read(note);
    if (!results.isEmpty()) {
      return new Outcome(Optional.of(JmhJson.entry(results)), notes, "");
    }
    String reason = notes.failed().orElseGet(() -> reason(output.text()));
    return new Outcome(
        Optional.empty(), notes, reason.isBlank() ? "the fork died: " + error : reason);
  }

  private ChainedOptionsBuilder options(Case combination, Path note) {
    BackendInfo backend = backend(combination);
    int threads = Variation.threads(combination.params()).orElse(backend.threads());
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .parent(arguments.options())
            .include("^" + combination.kind().benchmark().replace(".", "\\.") + "$")
            .forks(1)
            .shouldFailOnError(true)
            .addProfiler(WorkProfiler.class)
            .jvm(jvm(backend, threads, "tf32".equals(combination.params().get("dtype"))).toString())
            .operationsPerInvocation(Variation.calls(combination.params()))
            .jvmArgs(
                "-Xms256m",
                "-XX:+UseSerialGC",
                "-D" + KernelBenchmark.THREADS + "=" + threads,
                "-D" + KernelBenchmark.CACHE + "=" + cacheBytes,
                "-D" + ForkNote.FILE + "=" + note);
    if (combination.kind() == Kind.FMA) {
      builder.jvmArgsAppend("--add-modules", "jdk.incubator.vector");
    }
    combination.params().forEach(builder::param);
    Effort.Times times = effort.times(combination);
    if (!arguments.options().getWarmupIterations().hasValue()) {
      builder.warmupIterations(times.warmups());
    }
    if (!arguments.options().getWarmupTime().hasValue()) {
      builder.warmupTime(TimeValue.milliseconds(times.warmupMillis()));
    }
    if (!arguments.options().getMeasurementIterations().hasValue()) {
      builder.measurementIterations(times.iterations());
    }
    if (!arguments.options().getMeasurementTime().hasValue()) {
      builder.measurementTime(TimeValue.milliseconds(times.iterationMillis()));
    }
    return builder;
  }

  private BackendInfo backend(Case combination) {
    String name = combination.library();
    return backends.stream().filter(info -> info.name().equals(name)).findFirst().orElseThrow();
  }

  /** TF32 is no type of tensors but a mode that PyTorch reads when it starts. */
  private Path jvm(BackendInfo backend, int threads, boolean tf32) {
    Map<String, String> environment = environment(backend, threads);
    if (tf32) {
      environment.put(Backend.TF32, "1");
    }
    return jvms.computeIfAbsent(
        backend.name() + "-" + threads + (tf32 ? "-tf32" : ""),
        name -> JvmWrapper.write(scratch, "java-" + name, environment));
  }

  /** The environment of the backend with another number of threads wherever it has one. */
  private static Map<String, String> environment(BackendInfo backend, int threads) {
    Map<String, String> result = new TreeMap<>(backend.environment());
    result.replaceAll(
        (name, value) -> name.endsWith("_NUM_THREADS") ? Integer.toString(threads) : value);
    return result;
  }

  /** The line of the fork's output that says most about why it ended. */
  private static String reason(String output) {
    return output
        .lines()
        .map(String::strip)
        .filter(line -> line.matches(".*(Exception|Error|exit code|killed|SIG[A-Z]+).*"))
        .map(line -> line.replaceAll("/\\S*/", ""))
        .findFirst()
        .orElse("");
  }
}
