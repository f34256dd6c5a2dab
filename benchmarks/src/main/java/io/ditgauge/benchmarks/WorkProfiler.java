package io.ditgauge.benchmarks;

import io.ditgauge.benchmarks.plan.Case;
import io.ditgauge.benchmarks.plan.Kind;
import io.ditgauge.model.DType;
import io.ditgauge.model.Work;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Puts the declared work and the achieved rates into JMH's own output, as secondary metrics.
 *
 * <p>A profiler and not JMH's auxiliary counters: under average time those would be divided the
 * wrong way round and give seconds per flop.
 */
public final class WorkProfiler implements InternalProfiler {

  @Override
  public String getDescription() {
    return "declared work and achieved rates";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    // Work is declared, not counted while it runs.
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Map<String, String> params = new TreeMap<>();
    benchmark.getParamsKeys().forEach(name -> params.put(name, benchmark.getParam(name)));
    Work work = new Case(Kind.ofBenchmark(benchmark.getBenchmark()), params).work();
    double flops = work.flops();
    double bytes = work.bytes(DType.of(params.get("dtype")));
    double seconds = result.getPrimaryResult().getScore();
    return List.of(
        scalar("flops", flops, "FLOP/op"),
        scalar("bytes", bytes, "B/op"),
        scalar("flopsPerSecond", flops / seconds, "FLOP/s"),
        scalar("bytesPerSecond", bytes / seconds, "B/s"));
  }

  private static ScalarResult scalar(String name, double value, String unit) {
    return new ScalarResult(name, value, unit, AggregationPolicy.AVG);
  }
}
