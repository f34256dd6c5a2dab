package io.ditgauge.benchmarks;

import io.ditgauge.estimator.latency.Execution;
import io.ditgauge.estimator.latency.Options;
import io.ditgauge.estimator.latency.Parallelism;
import io.ditgauge.estimator.latency.Predictor;
import io.ditgauge.estimator.published.PublishedEfficiencies;
import io.ditgauge.estimator.validation.Validator;
import io.ditgauge.model.arch.Model;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long a prediction takes in a warm JVM: one image of FLUX.1-dev, one video of HunyuanVideo
 * (text encoders, all blocks, decoder), and all shipped rows of published times.
 *
 * <p>Started like {@link CountingBenchmark}, with this class's name.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PredictingBenchmark {
  private static final Options OPTIONS =
      new Options("fa3", Execution.EAGER_DIFFUSERS, Parallelism.NONE, true);

  private final Predictor predictor = new Predictor(PublishedEfficiencies.of("h100-sxm"));
  private final Model image = model("FLUX.1-dev");
  private final Model video = model("HunyuanVideo");

  private static Model model(String name) {
    return Presets.of(name).model().orElseThrow();
  }

  /** Runs this benchmark alone. */
  public static void main(String[] args) throws RunnerException {
    String name = PredictingBenchmark.class.getSimpleName();
    new Runner(new OptionsBuilder().include(name).build()).run();
  }

  /** One image. */
  @Benchmark
  public double predictImage() {
    return predictor.predict(image, image.defaults(), OPTIONS).seconds();
  }

  /** One video. */
  @Benchmark
  public double predictVideo() {
    return predictor.predict(video, video.defaults(), OPTIONS).seconds();
  }

  /** All shipped rows. */
  @Benchmark
  public List<?> validate() {
    return new Validator().validate(Validator.shippedRows());
  }
}
