package io.ditgauge.estimator.roofline;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Times of kernels that only move data: bytes over the sustained bandwidth of their kind, and no
 * less than the floor of a kernel.
 */
public final class MemoryModel {
  /**
   * A sustained bandwidth.
   *
   * @param bytesPerSecond reads and writes together
   * @param spread standard deviation of the logarithm between measurements
   * @param rows measurements that it rests on
   * @param transferred whether they were made on another card
   */
  public record Bandwidth(double bytesPerSecond, double spread, int rows, boolean transferred) {
    /** Validates the numbers. */
    public Bandwidth {
      if (!(bytesPerSecond > 0 && spread >= 0 && rows > 0)) {
        throw new IllegalArgumentException(
            "a bandwidth needs a positive rate, a spread of at least 0 and rows: bytesPerSecond="
                + bytesPerSecond
                + ", spread="
                + spread
                + ", rows="
                + rows);
      }
    }
  }

  /**
   * A cache that is large enough to hold what one kernel reads and writes.
   *
   * @param bytes its size
   * @param faster bandwidth of what it holds over that of the memory
   * @param spread standard deviation of the logarithm
   */
  public record Cache(double bytes, double faster, double spread) {
    /** Validates the numbers. */
    public Cache {
      if (!(bytes > 0 && faster >= 1 && spread >= 0)) {
        throw new IllegalArgumentException(
            "a cache needs a size and must not be slower than the memory: bytes="
                + bytes
                + ", faster="
                + faster
                + ", spread="
                + spread);
      }
    }
  }

  private final Map<KernelKind, Bandwidth> bandwidths;
  private final double floorSeconds;
  private final Optional<Cache> cache;
  private final Map<KernelKind, MemoryCurve> curves;

  /**
   * A model of all kinds.
   *
   * @param floorSeconds least time of a kernel
   * @param cache where the card has one that matters
   */
  public MemoryModel(
      Map<KernelKind, Bandwidth> bandwidths, double floorSeconds, Optional<Cache> cache) {
    this(bandwidths, floorSeconds, cache, Map.of());
  }

  /**
   * A model of all kinds, some of them over sizes.
   *
   * @param floorSeconds least time of a kernel of the others
   * @param curves times over sizes
   */
  public MemoryModel(
      Map<KernelKind, Bandwidth> bandwidths,
      double floorSeconds,
      Map<KernelKind, MemoryCurve> curves) {
    this(bandwidths, floorSeconds, Optional.empty(), curves);
  }

  private MemoryModel(
      Map<KernelKind, Bandwidth> bandwidths,
      double floorSeconds,
      Optional<Cache> cache,
      Map<KernelKind, MemoryCurve> curves) {
    this.cache = cache;
    this.bandwidths = new TreeMap<>(bandwidths);
    this.curves = Map.copyOf(curves);
    this.floorSeconds = floorSeconds;
    for (KernelKind kind : KernelKind.values()) {
      if (!bandwidths.containsKey(kind)) {
        throw new IllegalArgumentException("no bandwidth of " + kind);
      }
    }
  }

  /** Bandwidth of a kind. */
  public Bandwidth bandwidth(KernelKind kind) {
    return bandwidths.get(kind);
  }

  /** Least time of a kernel. */
  public double floorSeconds() {
    return floorSeconds;
  }

  /** Time of one kernel that moves so many bytes. */
  public Timing timing(KernelKind kind, double bytes) {
    MemoryCurve curve = curves.get(kind);
    if (curve != null) {
      return curve.timing(bytes);
    }
    Bandwidth bandwidth = bandwidths.get(kind);
    Optional<Cache> holding = cache.filter(it -> bytes <= it.bytes());
    double rate = bandwidth.bytesPerSecond() * holding.map(Cache::faster).orElse(1.0);
    return new Timing(
        Math.max(floorSeconds, bytes / rate),
        holding.map(it -> Math.hypot(it.spread(), bandwidth.spread())).orElse(bandwidth.spread()),
        false,
        bandwidth.transferred());
  }
}
