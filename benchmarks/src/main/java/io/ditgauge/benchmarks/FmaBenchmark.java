package io.ditgauge.benchmarks;

import io.ditgauge.benchmarks.plan.Kind;
import io.ditgauge.kernels.KernelException;
import io.ditgauge.model.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The arithmetic peak without memory: fused multiply-adds in registers on all cores, through the
 * JDK's Vector API and no tensor library.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FmaBenchmark {
  private static final int CHECKED_STEPS = 7;
  private static final int WARMING_CALLS = 20_000;
  private static final int CHUNK = 8192;
  private static final double TOLERANCE = 1e-6;

  /** The JDK. */
  @Param("jdk")
  public String backend;

  /** Multiply-accumulates of a call. */
  @Param("17712414720")
  public String shape;

  /** Element type, f32 or f64. */
  @Param("f32")
  public String dtype;

  /** Always the CPU. */
  @Param("cpu")
  public String device;

  /** Threads to compute with; all cores unless told. */
  @Param("cores")
  public String threads;

  private ExecutorService pool;
  private final List<Callable<Double>> tasks = new ArrayList<>();

  /** Verifies one thread's sum, and starts the threads. */
  @Setup(Level.Trial)
  public void prepare() {
    try {
      start(Integer.getInteger(KernelBenchmark.THREADS, 1));
    } catch (KernelException e) {
      ForkNote.fail(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void start(int count) {
    DType type = DType.of(dtype);
    ForkNote.versions(Map.of("jdk", System.getProperty("java.version")));
    for (int i = 0; i < WARMING_CALLS; i++) {
      sum(type, CHECKED_STEPS); // until compiled, a step takes a thousand times as long
    }
    double sum = sum(type, CHECKED_STEPS);
    double expected = VectorFma.expected(type, CHECKED_STEPS);
    if (Math.abs(sum - expected) > TOLERANCE * expected) {
      throw new KernelException(
          "vector fused multiply-adds give " + sum + " and not " + expected + "; not timed");
    }
    long macs = Kind.FMA.op(Map.of("shape", shape)).work().macs();
    long ofAStep = (long) count * VectorFma.macsOfAStep(type);
    if (macs % ofAStep != 0 || macs / ofAStep > Integer.MAX_VALUE) {
      throw new KernelException(
          "macs must be a multiple of threads x chains x lanes: macs="
              + macs
              + ", product="
              + ofAStep
              + "; use another number of threads");
    }
    int steps = (int) (macs / ofAStep);
    pool = Executors.newFixedThreadPool(count);
    for (int i = 0; i < count; i++) {
      tasks.add(() -> inChunks(type, steps));
    }
  }

  /** Short loops called often: one long loop would be compiled while it runs, and worse. */
  private static double inChunks(DType dtype, int steps) {
    double sum = 0;
    for (int left = steps; left > 0; left -= CHUNK) {
      sum += sum(dtype, Math.min(CHUNK, left));
    }
    return sum;
  }

  private static double sum(DType dtype, int steps) {
    return dtype == DType.F64 ? VectorFma.doubles(steps) : VectorFma.floats(steps);
  }

  /** All threads once; JMH consumes the sum. */
  @Benchmark
  public double fma() throws InterruptedException, ExecutionException {
    double sum = 0;
    for (Future<Double> part : pool.invokeAll(tasks)) {
      sum += part.get();
    }
    return sum;
  }

  /** Ends the threads. */
  @TearDown(Level.Trial)
  public void close() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }
}
