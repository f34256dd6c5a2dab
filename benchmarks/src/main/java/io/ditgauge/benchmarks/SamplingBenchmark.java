package io.ditgauge.benchmarks;

import io.ditgauge.estimator.scenario.ScenarioResult;
import io.ditgauge.estimator.scenario.Scenarios;
import io.ditgauge.estimator.sheet.Analysis;
import io.ditgauge.estimator.sheet.Chain;
import io.ditgauge.estimator.uncertainty.MonteCarlo;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How many samples of a whole scenario are drawn in a second: every uncertain input, then training,
 * serving, break-even, and the fleet of the average and the peak load. The model was counted and
 * predicted once; the fleet of the queue, which is a search and no formula, is left out.
 *
 * <p>Started like {@link CountingBenchmark}, with this class's name.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SamplingBenchmark {
  private static final int SAMPLES = 1 << 16;
  private static final MonteCarlo DRAWS = new MonteCarlo(1, SAMPLES);

  /** Threads that draw. */
  @Param({"1", "2"})
  int threads;

  /** The scenario. */
  @Param({"hunyuan-video-720p.yaml", "dit-xl-2-images.yaml"})
  String scenario;

  private Chain chain;

  /** Runs this benchmark alone. */
  public static void main(String[] args) throws RunnerException {
    new Runner(new OptionsBuilder().include(SamplingBenchmark.class.getSimpleName()).build()).run();
  }

  /** Counts and predicts the model; not timed. */
  @Setup
  public void readScenario() {
    chain = chain(scenario);
  }

  /** The formulas of a shipped scenario. */
  static Chain chain(String scenario) {
    ScenarioResult result = ScenarioResult.of(Scenarios.read(Path.of(scenario), Map.of()));
    return result.sheet().chain(Analysis.formulas(result.sheet(), true));
  }

  /** Draws a sample of the whole chain. */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double[][] sample() {
    return DRAWS.sample(chain, threads);
  }
}
