package io.ditgauge.estimator.published;

import io.ditgauge.estimator.roofline.GemmPoint;
import io.ditgauge.estimator.roofline.GemmRoofline;
import io.ditgauge.estimator.roofline.GemmSurface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fits the matrix products of a card and says how well it predicts those it has not seen. */
final class GemmFit {
  /** Shapes that diffusion transformers have, on which the held-out error is stated. */
  private static final long LEAST_ROWS = 256;

  private static final long LEAST_SIDE = 1024;
  private static final long LARGEST_SIDE = 16384;
  private static final int ELEMENT_BYTES = 2;

  /** Points of a grid that is dense. */
  private static final double DENSE = 1000;

  private GemmFit() {}

  static GemmRoofline roofline(List<GemmPoint> points) {
    double[] fit =
        RobustFit.positive(
            new double[] {7e14, 2.6e12, 3e-6, 4}, parameters -> errors(points, parameters));
    return roofline(fit);
  }

  private static GemmRoofline roofline(double[] p) {
    return new GemmRoofline(p[0], p[1], p[2], Math.max(1, p[3]), ELEMENT_BYTES);
  }

  private static double[] errors(List<GemmPoint> points, double[] parameters) {
    GemmRoofline roofline = roofline(parameters);
    return points.stream()
        .mapToDouble(it -> Math.log(roofline.seconds(it.m(), it.n(), it.k()) / it.seconds()))
        .toArray();
  }

  /** The fewer the points, the farther each reaches: in three dimensions, by the cube root. */
  static GemmSurface.Smoothing smoothing(List<GemmPoint> points, int units) {
    double reach = points.isEmpty() ? 1 : Math.max(1, Math.cbrt(DENSE / points.size()));
    return new GemmSurface.Smoothing(units, reach);
  }

  /** Each weight shape (N, K) predicted from the points of all others. */
  static EfficiencyRecord.HeldOut heldOut(
      GemmRoofline roofline, List<GemmPoint> points, int units) {
    Map<List<Long>, List<GemmPoint>> columns = new TreeMap<>(KEYS);
    for (GemmPoint point : points) {
      if (judged(point)) {
        columns.computeIfAbsent(List.of(point.n(), point.k()), it -> new ArrayList<>()).add(point);
      }
    }
    GemmSurface surface = new GemmSurface(roofline, points, smoothing(points, units), 0);
    double[] errors = columns.values().stream().flatMapToDouble(surface::heldOutErrors).toArray();
    return new EfficiencyRecord.HeldOut(
        "a whole (N, K) column of the grid, M from 256, N and K from 1024 to 16384",
        errors.length,
        Errors.medianAbsolute(errors),
        Errors.p90Absolute(errors));
  }

  private static final Comparator<List<Long>> KEYS =
      Comparator.<List<Long>>comparingLong(it -> it.get(0)).thenComparingLong(it -> it.get(1));

  private static boolean judged(GemmPoint point) {
    return point.m() >= LEAST_ROWS
        && point.n() >= LEAST_SIDE
        && point.n() <= LARGEST_SIDE
        && point.k() >= LEAST_SIDE
        && point.k() <= LARGEST_SIDE;
  }
}
