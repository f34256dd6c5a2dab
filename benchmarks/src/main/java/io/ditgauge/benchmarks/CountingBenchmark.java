package io.ditgauge.benchmarks;

import io.ditgauge.model.count.Counter;
import io.ditgauge.model.count.Settings;
import io.ditgauge.model.count.Subject;
import io.ditgauge.model.preset.Presets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long counting takes: every preset at its defaults, in a warm JVM.
 *
 * <p>It stands for no op and runs on no backend, so no plan of {@code jmh:run} holds it and no run
 * file carries it. After {@code mvn install}, in the root:
 *
 * <pre>{@code
 * mvn -q -pl benchmarks dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp benchmarks/target/classes:$(cat benchmarks/target/classpath) \
 *   io.ditgauge.benchmarks.CountingBenchmark
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CountingBenchmark {
  private List<Subject> subjects = List.of();

  /** Runs this benchmark alone. */
  public static void main(String[] args) throws RunnerException {
    new Runner(new OptionsBuilder().include(CountingBenchmark.class.getSimpleName()).build()).run();
  }

  /** Reads the presets; not timed. */
  @Setup
  public void readPresets() {
    subjects = Presets.all().stream().map(Subject::of).toList();
  }

  /** Unrolls one pass of every preset, and whatever makes one output, and adds all up. */
  @Benchmark
  public double countAllPresets() {
    double flops = 0;
    for (Subject subject : subjects) {
      flops += Counter.count(subject, Settings.NONE).counts().flops().value();
    }
    return flops;
  }
}
