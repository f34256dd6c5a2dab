package io.ditgauge.benchmarks.heldout;

import io.ditgauge.estimator.published.Errors;
import io.ditgauge.kernels.Backend;
import io.ditgauge.kernels.Device;
import io.ditgauge.kernels.Kernel;
import io.ditgauge.kernels.KernelBackend;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.model.DType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that measures the cases of one backend and element type in one round.
 *
 * <p>Calls last from milliseconds to seconds, so the clock around each call is exact enough and
 * JMH, whose iterations are meant for shorter ones, would only make the suite longer. An output
 * cannot be dropped: it is off the Java heap, behind native calls that the JIT cannot see through.
 * Each line that is written is a measurement that is kept, whatever becomes of the process.
 */
public final class SuiteFork {
  private static final long SEED = 20240226L;
  private static final double CASE_SECONDS = 1.2;
  private static final double ANCHOR_SECONDS = 0.3;
  private static final int FEWEST = 3;
  private static final int MOST = 50;

  private final KernelBackend backend;
  private final DType dtype;
  private final List<Kernel> anchors = new ArrayList<>();
  private final List<Double> calibrated = new ArrayList<>();

  private SuiteFork(KernelBackend backend, DType dtype) {
    this.backend = backend;
    this.dtype = dtype;
  }

  /** Arguments: backend, dtype, threads, file of anchors, file of tasks, file of results. */
  public static void main(String[] args) throws IOException {
    DType dtype = DType.of(args[1]);
    try (KernelBackend backend = Backend.of(args[0]).open(Device.CPU, Integer.parseInt(args[2]))) {
      SuiteFork fork = new SuiteFork(backend, dtype);
      for (String line : Files.readAllLines(Path.of(args[3]))) {
        fork.prepareAnchor(Task.of(line));
      }
      for (String line : Files.readAllLines(Path.of(args[4]))) {
        Files.writeString(
            Path.of(args[5]),
            fork.measure(Task.of(line)).line() + "\n",
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      }
      fork.anchors.forEach(Kernel::close);
    }
  }

  private void prepareAnchor(Task anchor) {
    Kernel kernel = backend.prepare(anchor.op(), OpInputs.of(anchor.op(), SEED), dtype);
    anchors.add(kernel);
    calibrated.add(anchor.expectedSeconds());
    seconds(kernel, calls(ANCHOR_SECONDS, anchor.expectedSeconds()));
  }

  private Task.Done measure(Task task) {
    int calls = calls(CASE_SECONDS, task.expectedSeconds());
    try (Kernel kernel = backend.prepare(task.op(), OpInputs.of(task.op(), SEED), dtype)) {
      kernel.run();
      kernel.run();
      double before = drift();
      kernel.run(); // the caches are the case's again
      double seconds = seconds(kernel, calls);
      double after = drift();
      return new Task.Done(task.index(), seconds, calls, Math.sqrt(before * after));
    }
  }

  /** The anchors' time now over their time in the calibration: the geometric mean. */
  private double drift() {
    double logarithms = 0;
    for (int i = 0; i < anchors.size(); i++) {
      anchors.get(i).run();
      double now = seconds(anchors.get(i), calls(ANCHOR_SECONDS, calibrated.get(i)));
      logarithms += Math.log(now / calibrated.get(i));
    }
    return Math.exp(logarithms / anchors.size());
  }

  private static int calls(double budget, double expected) {
    return (int) Math.max(FEWEST, Math.min(MOST, Math.ceil(budget / expected)));
  }

  /** Median time of a call. */
  private static double seconds(Kernel kernel, int calls) {
    double[] times = new double[calls];
    for (int i = 0; i < calls; i++) {
      long start = System.nanoTime();
      kernel.run();
      times[i] = (System.nanoTime() - start) / 1e9;
    }
    return Errors.median(times);
  }
}
