package io.ditgauge.estimator.roofline;

import java.util.Comparator;
import java.util.List;

/**
 * Time of a kernel that moves data: t0 + bytes / bandwidth, corrected by the measured sizes. The
 * correction is linear between them in the logarithm of the bytes, and constant beyond them: caches
 * make small tensors faster than one bandwidth says.
 *
 * @param overheadSeconds t0
 * @param bytesPerSecond bandwidth
 * @param spread standard deviation of the logarithm
 * @param points measured sizes, from the smallest
 */
public record MemoryCurve(
    double overheadSeconds, double bytesPerSecond, double spread, List<Point> points) {
  /**
   * A measured size.
   *
   * @param bytes read and written
   * @param seconds time
   */
  public record Point(double bytes, double seconds) {
    /** Validates the numbers. */
    public Point {
      if (!(bytes > 0 && seconds > 0)) {
        throw new IllegalArgumentException(
            "a size needs positive bytes and seconds: bytes=" + bytes + ", seconds=" + seconds);
      }
    }
  }

  /** Validates the numbers, sorts the points. */
  public MemoryCurve {
    points = points.stream().sorted(Comparator.comparingDouble(Point::bytes)).toList();
    if (!(overheadSeconds >= 0 && bytesPerSecond > 0 && spread >= 0) || points.isEmpty()) {
      throw new IllegalArgumentException(
          "a curve needs an overhead of at least 0, a positive bandwidth and points:"
              + " overheadSeconds="
              + overheadSeconds
              + ", bytesPerSecond="
              + bytesPerSecond
              + ", points="
              + points.size());
    }
  }

  /** Time before the correction. */
  public double plainSeconds(double bytes) {
    return overheadSeconds + bytes / bytesPerSecond;
  }

  /** Time of a kernel that moves so many bytes. */
  public Timing timing(double bytes) {
    boolean outside =
        bytes < points.get(0).bytes() || bytes > points.get(points.size() - 1).bytes();
    return new Timing(
        plainSeconds(bytes) * Math.exp(correction(bytes)),
        outside ? Timing.OUTSIDE * spread : spread,
        outside);
  }

  private double correction(double bytes) {
    int above = 0;
    while (above < points.size() && points.get(above).bytes() < bytes) {
      above++;
    }
    if (above == 0) {
      return residual(points.get(0));
    }
    Point low = points.get(above - 1);
    if (above == points.size()) {
      return residual(low);
    }
    Point high = points.get(above);
    double share = Math.log(bytes / low.bytes()) / Math.log(high.bytes() / low.bytes());
    return (1 - share) * residual(low) + share * residual(high);
  }

  private double residual(Point point) {
    return Math.log(point.seconds() / plainSeconds(point.bytes()));
  }

  /** This curve with its times multiplied. */
  public MemoryCurve slower(double factor) {
    return new MemoryCurve(
        overheadSeconds * factor,
        bytesPerSecond / factor,
        spread,
        points.stream().map(it -> new Point(it.bytes(), it.seconds() * factor)).toList());
  }
}
