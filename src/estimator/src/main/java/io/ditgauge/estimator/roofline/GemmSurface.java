package io.ditgauge.estimator.roofline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;

/**
 * A roofline corrected by local linear regression on the measured points: the logarithm of measured
 * over roofline time, over log2 of M, N and K and over how full the last wave of tiles is.
 *
 * <p>Local regression: Cleveland, JASA 74 (1979) 829. A tile is 128 x 256 or 128 x 128 outputs, a
 * wave as many tiles as the card has multiprocessors.
 */
public final class GemmSurface {
  /** Widths of the weighting kernel along each feature. */
  private static final double[] WIDTHS = {0.2, 0.6, 0.8, 0.3, 0.1, 0.1};

  private static final double RIDGE = 0.3;
  private static final double NEGLIGIBLE = 4.5;
  private static final double ENOUGH_WEIGHT = 1.0;
  private static final int REMEMBERED = 100_000;

  /** A point with its features. */
  private static final class Sample {
    private final double[] features;
    private final double residual;
    private final GemmPoint point;

    Sample(double[] features, double residual, GemmPoint point) {
      this.features = features;
      this.residual = residual;
      this.point = point;
    }
  }

  /**
   * How far a point reaches.
   *
   * @param units multiprocessors that a wave of tiles fills
   * @param reach widening of the weighting kernel: 1 on a dense grid, more where points are few
   */
  public record Smoothing(int units, double reach) {}

  private record Shape(long m, long n, long k) {}

  private final GemmRoofline roofline;
  private final int units;
  private final double spread;
  private final double reach;
  private final List<Sample> samples;
  private final double[] firsts;
  private final long largestRows;
  private final ConcurrentHashMap<Shape, Timing> known = new ConcurrentHashMap<>();

  /** A surface over a dense grid of points. */
  public GemmSurface(GemmRoofline roofline, List<GemmPoint> points, int units, double spread) {
    this(roofline, points, new Smoothing(units, 1), spread);
  }

  /**
   * A surface over points.
   *
   * @param roofline what the points are compared to
   * @param points measured products; none for the roofline alone
   * @param smoothing multiprocessors and reach
   * @param spread standard deviation of the logarithm of the held-out error
   */
  public GemmSurface(
      GemmRoofline roofline, List<GemmPoint> points, Smoothing smoothing, double spread) {
    this.roofline = roofline;
    this.units = smoothing.units();
    this.reach = smoothing.reach();
    this.spread = spread;
    this.samples = new ArrayList<>();
    for (GemmPoint point : points) {
      double expected = roofline.seconds(point.m(), point.n(), point.k());
      samples.add(
          new Sample(
              features(point.m(), point.n(), point.k()),
              Math.log(point.seconds() / expected),
              point));
    }
    samples.sort(Comparator.comparingDouble(sample -> sample.features[0]));
    firsts = samples.stream().mapToDouble(sample -> sample.features[0]).toArray();
    largestRows = points.stream().mapToLong(GemmPoint::m).max().orElse(0);
  }

  /** The roofline below the correction. */
  public GemmRoofline roofline() {
    return roofline;
  }

  private double[] features(long m, long n, long k) {
    return new double[] {
      log2((double) m),
      log2((double) n),
      log2((double) k),
      m % 16 == 0 ? 0 : 1,
      wave(m, n, 256),
      wave(m, n, 128)
    };
  }

  private double wave(long m, long n, int tileColumns) {
    double waves = Math.ceil(m / 128.0) * Math.ceil(n / (double) tileColumns) / units;
    return waves / Math.ceil(waves);
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }

  /** Time of one product. Beyond the largest measured M, the rate is that of the largest. */
  public Timing timing(long m, long n, long k) {
    if (known.size() > REMEMBERED) {
      known.clear();
    }
    return known.computeIfAbsent(new Shape(m, n, k), it -> timing(m, n, k, point -> true));
  }

  /** ln predicted/measured of points of one weight shape (N, K), from the points of the others. */
  public DoubleStream heldOutErrors(List<GemmPoint> column) {
    GemmPoint one = column.get(0);
    return column.stream()
        .mapToDouble(
            point ->
                Math.log(
                    timing(
                                point.m(),
                                point.n(),
                                point.k(),
                                kept -> kept.n() != one.n() || kept.k() != one.k())
                            .seconds()
                        / point.seconds()));
  }

  /** As {@link #timing(long, long, long)} from the points that are kept, for held-out tests. */
  private Timing timing(long m, long n, long k, Predicate<GemmPoint> kept) {
    double base = roofline.seconds(m, n, k);
    if (samples.isEmpty()) {
      return new Timing(base, spread, false);
    }
    long rows = Math.min(m, largestRows);
    double[] query = features(rows, n, k);
    double[] fit = correction(query, kept);
    boolean outside = fit[1] < ENOUGH_WEIGHT || (reach > 1 && !covers(m, n, k));
    double weight = Math.min(1, fit[1] / ENOUGH_WEIGHT);
    return new Timing(
        base * Math.exp(weight * fit[0]), outside ? Timing.OUTSIDE * spread : spread, outside);
  }

  /** Whether each dimension lies between the least and the largest measured one. */
  private boolean covers(long m, long n, long k) {
    return between(m, GemmPoint::m) && between(n, GemmPoint::n) && between(k, GemmPoint::k);
  }

  private boolean between(long value, ToLongFunction<GemmPoint> dimension) {
    LongSummaryStatistics all =
        samples.stream().mapToLong(it -> dimension.applyAsLong(it.point)).summaryStatistics();
    return all.getMin() <= value && value <= all.getMax();
  }

  /** This surface with its times multiplied. */
  public GemmSurface slower(double factor) {
    return new GemmSurface(
        roofline.slower(factor),
        samples.stream().map(it -> it.point.slower(factor)).toList(),
        new Smoothing(units, reach),
        spread);
  }

  /** Correction at a query and the total weight of the points that it rests on. */
  private double[] correction(double[] query, Predicate<GemmPoint> kept) {
    int size = WIDTHS.length;
    double[][] left = new double[size][size];
    double[] right = new double[size];
    double total = 0;
    double far = NEGLIGIBLE * WIDTHS[0] * reach;
    for (int i = from(query[0] - far); i < samples.size(); i++) {
      Sample sample = samples.get(i);
      if (sample.features[0] > query[0] + far) {
        break;
      }
      double weight = weight(sample.features, query);
      if (weight > 0 && kept.test(sample.point)) {
        total += weight;
        add(left, right, row(sample.features, query), weight, sample.residual);
      }
    }
    if (total < 1e-6) {
      return new double[] {0, 0};
    }
    for (int i = 1; i < size; i++) {
      left[i][i] += RIDGE;
    }
    double value =
        new LUDecomposition(new Array2DRowRealMatrix(left, false))
            .getSolver()
            .solve(new ArrayRealVector(right, false))
            .getEntry(0);
    return new double[] {value, total};
  }

  private int from(double value) {
    int at = java.util.Arrays.binarySearch(firsts, value);
    int index = at >= 0 ? at : -at - 1;
    while (index > 0 && firsts[index - 1] >= value) {
      index--;
    }
    return index;
  }

  private double weight(double[] features, double[] query) {
    double distance = 0;
    for (int i = 0; i < WIDTHS.length; i++) {
      double step = (features[i] - query[i]) / (WIDTHS[i] * reach);
      distance += step * step;
    }
    return distance > NEGLIGIBLE * NEGLIGIBLE ? 0 : Math.exp(-0.5 * distance);
  }

  /** Regressors: 1, log2 of M, N and K, and the two wave features. */
  private static double[] row(double[] features, double[] query) {
    return new double[] {
      1,
      features[0] - query[0],
      features[1] - query[1],
      features[2] - query[2],
      features[4] - query[4],
      features[5] - query[5]
    };
  }

  private static void add(
      double[][] left, double[] right, double[] row, double weight, double residual) {
    for (int i = 0; i < row.length; i++) {
      right[i] += weight * row[i] * residual;
      for (int j = 0; j < row.length; j++) {
        left[i][j] += weight * row[i] * row[j];
      }
    }
  }
}
