package io.ditgauge.benchmarks.run;

import io.ditgauge.benchmarks.plan.Case;
import io.ditgauge.benchmarks.plan.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/** Results as JMH makes them, from given samples. */
final class Forks {
  static final Case PATCHIFY =
      new Case(
          Kind.PATCHIFY,
          Map.of(
              "backend", "djl",
              "model", "DiT-S/8",
              "image", "256",
              "batch", "2",
              "dtype", "f32",
              "device", "cpu"));

  static final Case MLP = new Case(Kind.MLP, PATCHIFY.params());

  private static final String JVM = "/opt/jdk/of/somebody/bin/java";
  private static final List<String> JVM_ARGS =
      List.of(
          "-Xms256m",
          "-XX:+UseSerialGC",
          "-Dditgauge.threads=2",
          "-Dditgauge.note=/tmp/of/somebody/note",
          "-Duser.name=somebody",
          "-Xlog:gc:/home/somebody/gc.log");

  private Forks() {}

  /** The result of one run of JMH with those iteration means, fork by fork. */
  static RunResult result(Case combination, double[]... samples) {
    BenchmarkParams params = params(combination, samples.length);
    List<BenchmarkResult> forks = new ArrayList<>();
    for (double[] fork : samples) {
      List<IterationResult> iterations =
          Arrays.stream(fork).mapToObj(seconds -> iteration(params, seconds)).toList();
      forks.add(new BenchmarkResult(params, iterations));
    }
    return new RunResult(params, forks);
  }

  static BenchmarkParams params(Case combination, int forks) {
    WorkloadParams workload = new WorkloadParams();
    combination.params().forEach((name, value) -> workload.put(name, value, 0));
    TimeValue time = TimeValue.milliseconds(50);
    return new BenchmarkParams(
        combination.kind().benchmark(),
        "generated.Target.of",
        true,
        1,
        new int[] {1},
        List.of(),
        forks,
        0,
        new IterationParams(IterationType.WARMUP, 1, time, 1),
        new IterationParams(IterationType.MEASUREMENT, 2, time, 1),
        Mode.AverageTime,
        workload,
        TimeUnit.SECONDS,
        1,
        JVM,
        JVM_ARGS,
        "17",
        "vm",
        "17+1",
        "1.37",
        TimeValue.minutes(10));
  }

  static IterationResult iteration(BenchmarkParams params, double seconds) {
    IterationResult iteration = new IterationResult(params, params.getMeasurement(), null);
    long nanos = Math.round(seconds * 1e9);
    iteration.addResult(
        new AverageTimeResult(ResultRole.PRIMARY, "op", 1, nanos, TimeUnit.SECONDS));
    iteration.addResult(
        new ScalarResult("flopsPerSecond", 1e9 / nanos, "FLOP/s", AggregationPolicy.AVG));
    return iteration;
  }
}
