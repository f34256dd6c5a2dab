package io.ditgauge.benchmarks;

import io.ditgauge.benchmarks.machine.NvidiaSmi;
import io.ditgauge.benchmarks.plan.Case;
import io.ditgauge.benchmarks.plan.ColdSets;
import io.ditgauge.benchmarks.plan.Kind;
import io.ditgauge.estimator.run.InputData;
import io.ditgauge.estimator.run.Variation;
import io.ditgauge.kernels.Agreement;
import io.ditgauge.kernels.Backend;
import io.ditgauge.kernels.Device;
import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelBackend;
import io.ditgauge.kernels.KernelException;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.DType;
import io.ditgauge.model.Op;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * State shared by the benchmarks: one kernel on one backend.
 *
 * <p>Set-up opens the backend, shows on a small copy that its kernel agrees with the control, and
 * puts the real data in place; nothing of it is timed. What stops a set-up goes to {@link
 * ForkNote}, where the process that started the fork finds it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public abstract class KernelBenchmark {
  /** Property of the fork: threads to compute with. */
  public static final String THREADS = "ditgauge.threads";

  /** Property of the fork: size of the last-level cache in bytes; 0 if unknown. */
  public static final String CACHE = "ditgauge.cache";

  private static final long SEED = 20240226L;

  /** What inputs and weights are drawn from. */
  static final InputData DATA = new InputData("normal", 0, 1, "1/sqrt(fan-in)", SEED);

  /** Tensor library. */
  @Param("torchscript")
  public String backend;

  /** Element type. */
  @Param("f32")
  public String dtype;

  /** Device. */
  @Param("cpu")
  public String device;

  /** Forward alone, or forward and backward as one call. */
  @Param("forward")
  public String pass;

  /**
   * Inputs and weights in the caches, of each call others that are not, or weights of one layer
   * after the other.
   */
  @Param("warm")
  public String cache;

  /** Threads to compute with; all cores unless told. */
  @Param("cores")
  public String threads;

  /**
   * Calls made before the device is waited for: with one, a time contains the launch; with many, a
   * GPU computes while the next call is launched. JMH is told, so times are of one call.
   */
  @Param("1")
  public String calls;

  private Optional<Long> base = Optional.empty();
  private KernelBackend opened;
  private Kernel[] kernels = {};
  private int next;
  private int batch = 1;

  /** Opens, verifies, prepares. */
  @Setup(Level.Trial)
  public void prepare(BenchmarkParams params) {
    try {
      prepare(new Case(Kind.ofBenchmark(params.getBenchmark()), values(params)));
    } catch (RuntimeException | OutOfMemoryError e) {
      ForkNote.fail(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void prepare(Case one) {
    DType type = DType.of(dtype);
    Device target = Device.of(device);
    opened = Backend.of(backend).open(target, threads(one));
    ForkNote.versions(opened.versions());
    if (type == DType.BF16 && !target.isCuda()) {
      Bf16Probe.require(opened);
    }
    Agreement agreement = agreement(one);
    if (!agreement.holds()) {
      throw new KernelException(
          one.label()
              + " on "
              + backend
              + " disagrees with the control: "
              + agreement.describe()
              + "; a wrong kernel is not timed");
    }
    base = one.device().isCuda() ? Optional.empty() : ForkMemory.start();
    kernels = kernels(one);
    ForkNote.firstCalls(secondsOfACall(), secondsOfACall());
    if (!one.isTraining()) {
      ForkNote.attention(opened.attentionKernels(one.op(), type));
    }
    noteGpu("before");
    batch = Variation.calls(one.params());
  }

  private Kernel[] kernels(Case one) {
    int sets = Math.toIntExact(ColdSets.count(one, Long.getLong(CACHE, 0)));
    if (one.isLayers()) {
      List<OpInputs> layers =
          IntStream.range(0, sets).mapToObj(i -> OpInputs.of(one.op(), SEED + i)).toList();
      return new Kernel[] {opened.prepareLayers(one.op(), layers, one.dtype())};
    }
    Kernel[] result = new Kernel[sets];
    for (int i = 0; i < sets; i++) {
      result[i] = kernel(one, SEED + i);
    }
    return result;
  }

  private static int threads(Case one) {
    return Variation.threads(one.params()).orElse(Integer.getInteger(THREADS, 1));
  }

  private Kernel kernel(Case one, long seed) {
    Op op = one.op();
    OpInputs inputs = OpInputs.of(op, seed);
    return one.isTraining()
        ? opened.prepareTraining(op, inputs, one.dtype())
        : opened.prepare(op, inputs, one.dtype());
  }

  private double secondsOfACall() {
    long start = System.nanoTime();
    run();
    return Math.max(1, System.nanoTime() - start) / 1e9;
  }

  private Agreement agreement(Case one) {
    return one.isTraining()
        ? Agreement.checkTraining(opened, one.kind().tinyCopy(one.params()), one.dtype(), SEED)
        : Agreement.check(opened, one.kind().smallCopy(one.params()), one.dtype(), SEED);
  }

  private void noteGpu(String when) {
    Device target = Device.of(device);
    if (target.isCuda()) {
      NvidiaSmi.line(target.cudaIndex().getAsInt()).ifPresent(line -> ForkNote.gpu(when, line));
    }
  }

  /** Frees the kernel and the backend. */
  @TearDown(Level.Trial)
  public void close() {
    noteGpu("after");
    base.ifPresent(
        bytes ->
            ForkMemory.peak().ifPresent(peak -> ForkNote.memory(bytes, Math.max(bytes, peak))));
    for (Kernel kernel : kernels) {
      if (kernel != null) {
        kernel.close();
      }
    }
    if (opened != null) {
      opened.close();
    }
  }

  /** As many calls as are made at a time, each on the next set; JMH consumes the last output. */
  protected final Object run() {
    if (batch == 1) {
      return nextKernel().run();
    }
    Kernel kernel = nextKernel();
    Object output = kernel.launch();
    for (int i = 1; i < batch; i++) {
      kernel = nextKernel();
      output = kernel.launch();
    }
    kernel.finish();
    return output;
  }

  private Kernel nextKernel() {
    Kernel kernel = kernels[next];
    next = next + 1 == kernels.length ? 0 : next + 1;
    return kernel;
  }

  private static Map<String, String> values(BenchmarkParams params) {
    Map<String, String> result = new TreeMap<>();
    params.getParamsKeys().forEach(name -> result.put(name, params.getParam(name)));
    return result;
  }
}
