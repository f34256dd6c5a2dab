package io.ditgauge.benchmarks.plan;

import io.ditgauge.kernels.Backend;
import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Support;
import io.ditgauge.kernels.Tensor;
import io.ditgauge.model.Attention;
import io.ditgauge.model.Copy;
import io.ditgauge.model.CountedOp;
import io.ditgauge.model.DType;
import io.ditgauge.model.DitBlock;
import io.ditgauge.model.DitForward;
import io.ditgauge.model.Mlp;
import io.ditgauge.model.Op;
import io.ditgauge.model.Probe;
import io.ditgauge.model.Sdpa;
import java.util.List;
import java.util.Locale;

/**
 * What a machine can hold and compute.
 *
 * @param availableBytes memory that a process can still get
 * @param lastLevelCacheBytes size of the last-level cache; 0 if unknown
 * @param flags instruction-set flags of the CPU; empty if unknown
 */
public record MachineLimits(long availableBytes, long lastLevelCacheBytes, List<String> flags) {
  /** Source and destination of a copy together are this many times the last-level cache. */
  public static final int COPY_CACHES = 4;

  private static final long DEFAULT_CACHE = 64L << 20;
  private static final List<String> BF16_FLAGS = List.of("amx_bf16", "avx512_bf16", "bf16");

  /** Memory of a JVM and a tensor library before any tensor. */
  private static final long PROCESS_BYTES = 600L << 20;

  /** Copies the flags. */
  public MachineLimits {
    flags = List.copyOf(flags);
  }

  /** Elements of a float32 copy whose two buffers exceed the caches, within a third of memory. */
  public long copyElements() {
    long cache = lastLevelCacheBytes > 0 ? lastLevelCacheBytes : DEFAULT_CACHE;
    long wanted = COPY_CACHES * cache / (2L * DType.F32.bytes());
    long most = availableBytes / 3 / (2L * DType.F32.bytes());
    return Math.max(1, Math.min(wanted, most));
  }

  /** Whether the CPU has the instructions of the combination's element type. */
  public Support support(Case combination) {
    boolean bf16OnCpu = combination.dtype() == DType.BF16 && !combination.device().isCuda();
    if (bf16OnCpu && !flags.isEmpty() && BF16_FLAGS.stream().noneMatch(flags::contains)) {
      return Support.no("this CPU has no bfloat16 instructions (" + BF16_FLAGS + ")");
    }
    return Support.YES;
  }

  /** Whether the combination fits in memory; what is on a GPU is not judged here. */
  public Support fit(Case combination) {
    long need = need(combination);
    if (!combination.device().isCuda() && need > availableBytes) {
      return Support.no(
          String.format(
              Locale.ROOT,
              "does not fit in memory: needs %.1f GB, there are %.1f GB; use a smaller batch,"
                  + " image or model",
              need / 1e9,
              availableBytes / 1e9));
    }
    return Support.YES;
  }

  private static long need(Case combination) {
    try {
      return needBytes(combination.op(), combination.dtype(), combination.backend());
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE; // more bytes than a long counts, and than any machine has
    }
  }

  /**
   * The most memory that a fork holds at a time, in bytes: the process; each tensor at its type,
   * once more while it is converted or packed, and the largest of them as a Java array; the outputs
   * of two calls; and the intermediates that an unfused kernel writes.
   */
  static long needBytes(Op op, DType dtype, Backend backend) {
    long inputs = 0;
    long largest = 0;
    for (Tensor tensor : OpInputs.of(op, 1).tensors()) {
      inputs = Math.addExact(inputs, tensor.elements());
      largest = Math.max(largest, tensor.elements());
    }
    if (op instanceof Copy || op instanceof Probe) {
      largest = 0; // made on the device from a small pattern
    }
    long outputs = Math.multiplyExact(2L, op.work().elementsWritten());
    long bytes = Math.multiplyExact(Math.addExact(inputs, outputs), dtype.bytes());
    bytes = Math.addExact(bytes, Math.multiplyExact(largest, 3L * Float.BYTES));
    bytes = Math.addExact(bytes, Math.multiplyExact(scratch(op, backend), dtype.bytes()));
    return Math.addExact(bytes, PROCESS_BYTES);
  }

  private static long scratch(Op op, Backend backend) {
    if (op instanceof DitForward forward) {
      return scratch(forward.block(), backend); // each block has the scratch of the one before it
    }
    if (op instanceof DitBlock block) {
      long streams = Math.multiplyExact(10L, block.work().elementsWritten());
      return Math.addExact(
          streams,
          Math.addExact(scratch(block.attention(), backend), scratch(block.mlp(), backend)));
    }
    if (op instanceof Attention attention && backend != Backend.TORCHSCRIPT) {
      long scores = Math.multiplyExact(attention.tokens(), attention.tokens());
      return Math.multiplyExact(2 * attention.batch() * attention.heads(), scores);
    }
    if (op instanceof Sdpa sdpa && backend != Backend.TORCHSCRIPT) {
      long scores = Math.multiplyExact(sdpa.queries(), sdpa.keys());
      return Math.multiplyExact(2 * sdpa.batch() * sdpa.heads(), scores);
    }
    if (op instanceof Mlp mlp) {
      return Math.multiplyExact(3 * mlp.batch() * mlp.tokens(), mlp.hidden());
    }
    return parts(op, backend);
  }

  /** What an unfused kernel writes between the steps of a block. */
  private static long parts(Op op, Backend backend) {
    long sum = 0;
    for (CountedOp part : op.parts()) {
      long one = Math.addExact(part.op().work().elementsWritten(), scratch(part.op(), backend));
      sum = Math.addExact(sum, Math.multiplyExact(part.count(), one));
    }
    return sum;
  }
}
