package io.ditgauge.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.AverageTimeResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.options.TimeValue;

/** Declared work and achieved rates in JMH's output. */
class WorkProfilerTest {
  private static BenchmarkParams params(String dtype, String pass) {
    WorkloadParams workload = new WorkloadParams();
    workload.put("pass", pass, 0);
    workload.put("backend", "djl", 0);
    workload.put("device", "cpu", 0);
    workload.put("dtype", dtype, 0);
    workload.put("shape", "10x20x30", 0);
    IterationParams iterations =
        new IterationParams(IterationType.MEASUREMENT, 1, TimeValue.milliseconds(10), 1);
    return new BenchmarkParams(
        "io.ditgauge.benchmarks.CeilingBenchmark.gemm",
        "generated.Target.of",
        true,
        1,
        new int[] {1},
        List.of(),
        1,
        0,
        iterations,
        iterations,
        Mode.AverageTime,
        workload,
        TimeUnit.SECONDS,
        1,
        "java",
        List.of(),
        "17",
        "vm",
        "17",
        "1.37",
        TimeValue.minutes(1));
  }

  private static Map<String, String> metrics(String dtype, String pass) {
    BenchmarkParams params = params(dtype, pass);
    IterationResult result = new IterationResult(params, params.getMeasurement(), null);
    result.addResult(
        new AverageTimeResult(ResultRole.PRIMARY, "gemm", 4, 2_000_000, TimeUnit.SECONDS));
    Map<String, String> metrics = new TreeMap<>();
    new WorkProfiler()
        .afterIteration(params, params.getMeasurement(), result)
        .forEach(
            scalar ->
                metrics.put(scalar.getLabel(), scalar.getScore() + " " + scalar.getScoreUnit()));
    return metrics;
  }

  /** 6000 MACs and 300 + 600 + 200 elements in half a millisecond. */
  @Test
  void ratesAreDeclaredWorkOverSecondsOfOneCall() {
    assertEquals(
        Map.of(
            "flops", "12000.0 FLOP/op",
            "bytes", "4400.0 B/op",
            "flopsPerSecond", "2.4E7 FLOP/s",
            "bytesPerSecond", "8800000.0 B/s"),
        metrics("f32", "forward"));
  }

  @Test
  void bytesDependOnTheElementTypeAndFlopsDoNot() {
    assertEquals("2200.0 B/op", metrics("bf16", "forward").get("bytes"));
    assertEquals("12000.0 FLOP/op", metrics("bf16", "forward").get("flops"));
  }

  /** Three products of 6000 MACs; 900 inputs and 200 gradients read, 900 gradients written. */
  @Test
  void forwardAndBackwardDeclareTheirWork() {
    assertEquals("36000.0 FLOP/op", metrics("f32", "training").get("flops"));
    assertEquals("8000.0 B/op", metrics("f32", "training").get("bytes"));
  }
}
