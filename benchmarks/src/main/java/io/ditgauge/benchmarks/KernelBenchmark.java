package io.ditgauge.benchmarks;

import io.ditgauge.benchmarks.plan.Case;
import io.ditgauge.benchmarks.plan.Kind;
import io.ditgauge.kernels.Agreement;
import io.ditgauge.kernels.Backend;
import io.ditgauge.kernels.Device;
import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelBackend;
import io.ditgauge.kernels.KernelException;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.DType;
import io.ditgauge.model.Op;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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

  private static final long SEED = 20240226L;

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

  private KernelBackend opened;
  private Kernel kernel;

  /** Opens, verifies, prepares. */
  @Setup(Level.Trial)
  public void prepare(BenchmarkParams params) {
    try {
      prepare(new Case(Kind.ofBenchmark(params.getBenchmark()), values(params)));
    } catch (KernelException | IllegalArgumentException | OutOfMemoryError e) {
      ForkNote.fail(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void prepare(Case one) {
    DType type = DType.of(dtype);
    Device target = Device.of(device);
    opened = Backend.of(backend).open(target, Integer.getInteger(THREADS, 1));
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
    Op op = one.op();
    OpInputs inputs = OpInputs.of(op, SEED);
    kernel =
        one.isTraining()
            ? opened.prepareTraining(op, inputs, type)
            : opened.prepare(op, inputs, type);
  }

  private Agreement agreement(Case one) {
    return one.isTraining()
        ? Agreement.checkTraining(opened, one.kind().tinyCopy(one.params()), one.dtype(), SEED)
        : Agreement.check(opened, one.kind().smallCopy(one.params()), one.dtype(), SEED);
  }

  /** Frees the kernel and the backend. */
  @TearDown(Level.Trial)
  public void close() {
    if (kernel != null) {
      kernel.close();
    }
    if (opened != null) {
      opened.close();
    }
  }

  /** One call of the kernel; JMH consumes the output. */
  protected final Object run() {
    return kernel.run();
  }

  private static Map<String, String> values(BenchmarkParams params) {
    Map<String, String> result = new TreeMap<>();
    params.getParamsKeys().forEach(name -> result.put(name, params.getParam(name)));
    return result;
  }
}
