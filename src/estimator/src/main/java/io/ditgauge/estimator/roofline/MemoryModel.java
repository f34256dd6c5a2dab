package io.ditgauge.estimator.roofline;

import java.util.Map;
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
   */
  public record Bandwidth(double bytesPerSecond, double spread, int rows) {
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

  private final Map<KernelKind, Bandwidth> bandwidths;
  private final double floorSeconds;

  /**
   * A model of all kinds.
   *
   * @param floorSeconds least time of a kernel
   */
  public MemoryModel(Map<KernelKind, Bandwidth> bandwidths, double floorSeconds) {
    this.bandwidths = new TreeMap<>(bandwidths);
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
    Bandwidth bandwidth = bandwidths.get(kind);
    return new Timing(
        Math.max(floorSeconds, bytes / bandwidth.bytesPerSecond()), bandwidth.spread(), false);
  }
}
