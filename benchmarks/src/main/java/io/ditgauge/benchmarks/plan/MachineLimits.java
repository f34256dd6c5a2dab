package io.ditgauge.benchmarks.plan;

import io.ditgauge.kernels.Support;
import io.ditgauge.model.DType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    return elements(Kind.COPY, COPY_CACHES);
  }

  /** Elements of float32 buffers that together are that many last-level caches, likewise. */
  public long elements(Kind kind, int caches) {
    long cache = lastLevelCacheBytes > 0 ? lastLevelCacheBytes : DEFAULT_CACHE;
    long buffers = kind == Kind.READ ? 1 : kind == Kind.TRIAD ? 3 : 2;
    long wanted = caches * cache / (buffers * DType.F32.bytes());
    long most = availableBytes / 3 / (buffers * DType.F32.bytes());
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
    if (combination.isCold() && sets(combination) > ColdSets.MOST) {
      return Support.no(
          "cold caches need "
              + sets(combination)
              + " sets of inputs and weights, more than "
              + ColdSets.MOST
              + "; use a larger batch, image or model");
    }
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

  /** Bytes that the op takes beyond those of the process; absent on a GPU and where too many. */
  public Optional<Long> predictedBytes(Case combination) {
    long need = need(combination);
    return combination.device().isCuda() || need == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(need - PROCESS_BYTES);
  }

  private long sets(Case combination) {
    try {
      return ColdSets.count(combination, lastLevelCacheBytes);
    } catch (ArithmeticException e) {
      return 1; // one set is more than any memory
    }
  }

  private long need(Case combination) {
    if (combination.kind() == Kind.FMA) {
      return PROCESS_BYTES;
    }
    try {
      return Math.addExact(PROCESS_BYTES, MemoryNeed.of(combination, lastLevelCacheBytes));
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE; // more bytes than a long counts, and than any machine has
    }
  }
}
