package io.ditgauge.benchmarks.plan;

import io.ditgauge.kernels.OpInputs;
import io.ditgauge.kernels.Tensor;

/**
 * How many sets of inputs and weights calls take in turn. With cold caches as many as together are
 * twice the last-level cache, at least two, so that no cache holds the next one; with layers as
 * many weights as a model has of them, so that they are where those of a model are.
 */
public final class ColdSets {
  /** All sets together are this many times the last-level cache. */
  static final int CACHES = 2;

  /** Layers that weights are of: between the 12 and the 28 of the paper's models. */
  public static final int LAYERS = 16;

  /** More sets than this take too long to make. */
  static final long MOST = 20_000;

  /** Where the host does not tell, and what no GPU's second-level cache exceeds. */
  private static final long DEFAULT_CACHE = 128L << 20;

  private ColdSets() {}

  /**
   * The number of sets of a combination.
   *
   * @param lastLevelCacheBytes of the processor; 0 if unknown
   */
  public static long count(Case combination, long lastLevelCacheBytes) {
    if (combination.isLayers()) {
      return LAYERS;
    }
    if (!combination.isCold()) {
      return 1;
    }
    boolean known = lastLevelCacheBytes > 0 && !combination.device().isCuda();
    long cache = known ? lastLevelCacheBytes : Math.max(DEFAULT_CACHE, lastLevelCacheBytes);
    long set = Math.multiplyExact(elements(combination), combination.dtype().bytes());
    return Math.max(2, (Math.multiplyExact(CACHES, cache) + set - 1) / set);
  }

  private static long elements(Case combination) {
    long sum = 0;
    for (Tensor tensor : OpInputs.of(combination.op(), 1).tensors()) {
      sum = Math.addExact(sum, tensor.elements());
    }
    return sum;
  }
}
