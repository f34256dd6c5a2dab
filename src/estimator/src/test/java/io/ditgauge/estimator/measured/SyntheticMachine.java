package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.Calibration;
import io.ditgauge.estimator.calibration.Ceilings;
import io.ditgauge.estimator.calibration.CopyCeiling;
import io.ditgauge.estimator.calibration.GemmCeiling;
import io.ditgauge.estimator.calibration.Rate;
import io.ditgauge.estimator.run.Combination;
import io.ditgauge.estimator.run.Cpu;
import io.ditgauge.estimator.run.Jvm;
import io.ditgauge.estimator.run.Machine;
import io.ditgauge.estimator.run.OpRecord;
import io.ditgauge.estimator.run.Os;
import io.ditgauge.model.Attention;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.DType;
import io.ditgauge.model.Gemm;
import io.ditgauge.model.Linear;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import io.ditgauge.model.OpClass;
import io.ditgauge.model.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A machine whose times are known for every shape: rooflines whose peak falls with small
 * dimensions, weights that are slower from memory, bandwidths that grow in the caches, and blocks
 * whose parts take other times than alone. None of its formulas is one that is fitted.
 */
final class SyntheticMachine {
  private static final double PEAK = 380e9;
  private static final double MEMORY = 14e9;
  private static final double CACHE = 30e9;
  private static final int BYTES = 4;
  private static final int LAYERS = 16;

  /** Weights that the caches hold. */
  static final double CACHED_BYTES = 400e6;

  private final Random random;
  private final double noise;
  private final List<Rate> rates = new ArrayList<>();

  /** A machine whose measurements scatter by a standard deviation of the logarithm. */
  SyntheticMachine(long seed, double noise) {
    random = new Random(seed);
    this.noise = noise;
    measure("gemm:2048x2048x2048", Map.of());
    measure("copy:100000000", Map.of());
  }

  /** Measures an op of that description. */
  SyntheticMachine measure(String text, Map<String, String> more) {
    Op op = Ops.parse(text);
    double layers = LAYERS * (double) BYTES * op.parameters();
    boolean cold = more.getOrDefault("cache", "warm").equals("layers") && layers > CACHED_BYTES;
    double seconds = seconds(op, cold) * Math.exp(noise * random.nextGaussian());
    Map<String, String> params = new TreeMap<>(more);
    params.putAll(Map.of("backend", "torchscript", "dtype", "f32", "device", "cpu", "op", text));
    long flops = op.work().flops();
    long bytes = op.work().bytes(DType.F32);
    boolean computes = flops > 0;
    rates.add(
        new Rate(
            Combination.keyOf(OpRecord.of(op).label(), params),
            OpRecord.of(op),
            OpRecord.of(op).label(),
            "torchscript",
            "f32",
            "cpu",
            params,
            seconds,
            Optional.of(0.95 * seconds),
            Optional.of(1.05 * seconds),
            Optional.empty(),
            3,
            9,
            flops,
            bytes,
            flops / seconds,
            computes ? Optional.of(flops / seconds / 1.05) : Optional.empty(),
            computes ? Optional.of(flops / seconds / 0.95) : Optional.empty(),
            bytes / seconds,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Rate.UNKNOWN));
    return this;
  }

  /** What was measured. */
  Calibration calibration() {
    Rate gemm = rates.get(0);
    Rate copy = rates.get(1);
    return new Calibration(
        Calibration.FORMAT,
        Calibration.VERSION,
        "20261125T013000Z-abc1234",
        new Machine(
            "m-3f9a2b7c41d0",
            new Cpu("A CPU", "AVendor", 6, 143, 1, List.of(), 2, 2, 400_000_000, 2e9, 3e9),
            1L << 34,
            List.of(),
            new Os("Linux", "6", "amd64"),
            new Jvm("Vendor", "VM", "17")),
        "abc1234",
        false,
        "normal",
        false,
        List.of(),
        new Ceilings(
            List.of(),
            List.of(
                new GemmCeiling(
                    "f32",
                    "torchscript",
                    "cpu",
                    gemm.flopsPerSecond(),
                    gemm.flopsPerSecondLow(),
                    gemm.flopsPerSecondHigh(),
                    gemm.key())),
            List.of(
                new CopyCeiling(
                    "f32",
                    "torchscript",
                    "cpu",
                    copy.bytesPerSecond(),
                    Optional.empty(),
                    Optional.empty(),
                    copy.key())),
            Optional.empty()),
        rates,
        List.of(),
        List.of(),
        List.of());
  }

  /** True time of an op by itself, or of a composite; weights in the caches or from memory. */
  static double seconds(Op op, boolean cold) {
    if (op instanceof Gemm it) {
      return product(it.m(), it.n(), it.k(), cold);
    }
    if (op instanceof Linear it) {
      return product(it.rows(), it.out(), it.in(), cold);
    }
    if (op instanceof Attention it) {
      double queries = (double) it.batch() * it.heads() * it.tokens();
      return 3e-6 + queries * (2e-8 + it.headWidth() * 1.7e-11 * (it.tokens() + 25));
    }
    if (op instanceof Mlp it) {
      long rows = it.batch() * it.tokens();
      return product(rows, it.hidden(), it.width(), cold)
          + product(rows, it.width(), it.hidden(), cold)
          + 1e-10 * rows * it.hidden();
    }
    if (op.opClass() == OpClass.COMPOSITE) {
      return seconds(op.parts(), cold);
    }
    return moved((double) op.work().bytes(DType.F32));
  }

  /** True time of ops within a model. */
  static double seconds(List<CountedOp> ops, boolean cold) {
    double total = 0;
    for (CountedOp part : ops) {
      Op op = part.op();
      if (op.type().equals("gelu-tanh")) {
        total += part.count() * 1e-10 * op.work().elementsWritten();
        continue;
      }
      double factor =
          switch (op.opClass()) {
            case LINEAR -> 1.04;
            case ATTENTION -> 1.12;
            case COMPOSITE -> 1;
            default -> 0.7;
          };
      total += part.count() * factor * seconds(op, cold);
    }
    return total;
  }

  private static double product(long rows, long columns, long inner, boolean cold) {
    double m = (double) rows;
    double n = (double) columns;
    double k = (double) inner;
    double peak = PEAK * (m / (m + 12)) * (n / (n + 50)) * (k / (k + 40));
    double compute = 2 * m * n * k / peak;
    double weights = BYTES * n * k / (cold ? MEMORY : CACHE);
    double rest = BYTES * (m * k + m * n) / CACHE;
    return 5e-6 + compute + 0.4 * weights + 0.2 * rest;
  }

  private static double moved(double bytes) {
    return 4e-6 + bytes / (CACHE * (0.5 + 1 / (1 + bytes / 6e6)));
  }
}
