package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.measured.Measurements.Measured;
import io.ditgauge.estimator.published.Errors;
import io.ditgauge.estimator.published.RobustFit;
import io.ditgauge.estimator.roofline.GemmPoint;
import io.ditgauge.estimator.roofline.GemmRoofline;
import io.ditgauge.estimator.roofline.GemmSurface;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits products with weights: a roofline with its overhead, corrected by local linear regression on
 * the points. What is expected of the roofline are the measured ceilings; the reach of the points
 * is the one that says best what was left out.
 */
final class LinearFit {
  static final String FLOPS = "flopsPerSecond";
  static final String BYTES = "bytesPerSecond";
  static final String OVERHEAD = "overheadSeconds";
  static final String SHARPNESS = "sharpness";
  static final String REACH = "reach";

  /** Standard deviations of the logarithms of what is expected. */
  private static final double[] DEVIATIONS = {0.2, 0.5, 0.7, 0.3};

  private static final double[] REACHES = {4, 6, 8, 12, 18};

  private LinearFit() {}

  /** The fit of points around expected ceilings. */
  static ClassFit of(
      ClassFit.Scope scope, List<Measured<GemmPoint>> measured, GemmRoofline expected) {
    List<GemmPoint> points = measured.stream().map(Measured::what).toList();
    GemmRoofline roofline = roofline(points, expected);
    double reach = REACHES[REACHES.length - 1];
    double least = Double.POSITIVE_INFINITY;
    for (double one : REACHES) {
      double[] errors = heldOut(points, it -> roofline, one);
      double score =
          errors.length == 0 ? 0 : Errors.medianAbsolute(errors) + Errors.p90Absolute(errors);
      if (score <= least * 0.999) {
        least = score;
        reach = one;
      }
    }
    double[] errors = heldOut(points, it -> roofline(it, expected), reach);
    Map<String, Double> coefficients = new LinkedHashMap<>();
    coefficients.put(FLOPS, Rounded.six(roofline.flopsPerSecond()));
    coefficients.put(BYTES, Rounded.six(roofline.bytesPerSecond()));
    coefficients.put(OVERHEAD, Rounded.six(roofline.overheadSeconds()));
    coefficients.put(SHARPNESS, Rounded.six(roofline.sharpness()));
    coefficients.put(REACH, reach);
    return new ClassFit(
        scope,
        coefficients,
        Rounded.heldOut(errors),
        List.of(
            Rounded.span("rows", points, it -> (double) it.m()),
            Rounded.span("out", points, it -> (double) it.n()),
            Rounded.span("in", points, it -> (double) it.k())),
        measured.stream().map(Measured::key).distinct().toList());
  }

  /** The surface that a fit and its points make. */
  static GemmSurface surface(
      ClassFit fit, List<Measured<GemmPoint>> measured, int elementBytes, double spread) {
    GemmRoofline roofline =
        new GemmRoofline(
            fit.coefficient(FLOPS),
            fit.coefficient(BYTES),
            fit.coefficient(OVERHEAD),
            fit.coefficient(SHARPNESS),
            elementBytes);
    List<GemmPoint> points =
        measured.stream()
            .filter(it -> fit.points().contains(it.key()))
            .map(Measured::what)
            .toList();
    return surface(roofline, points, fit.coefficient(REACH), spread);
  }

  private static GemmSurface surface(
      GemmRoofline roofline, List<GemmPoint> points, double reach, double spread) {
    return new GemmSurface(roofline, points, new GemmSurface.Smoothing(1, reach), spread);
  }

  private static GemmRoofline roofline(List<GemmPoint> points, GemmRoofline expected) {
    double[] start = {
      expected.flopsPerSecond(),
      expected.bytesPerSecond(),
      expected.overheadSeconds(),
      expected.sharpness()
    };
    double[] fit =
        RobustFit.expected(
            start, DEVIATIONS, it -> errors(points, roofline(it, expected.elementBytes())));
    return roofline(fit, expected.elementBytes());
  }

  private static GemmRoofline roofline(double[] it, int elementBytes) {
    return new GemmRoofline(it[0], it[1], it[2], Math.max(1, it[3]), elementBytes);
  }

  private static double[] errors(List<GemmPoint> points, GemmRoofline roofline) {
    return points.stream()
        .mapToDouble(it -> Math.log(roofline.seconds(it.m(), it.n(), it.k()) / it.seconds()))
        .toArray();
  }

  /** Each shape predicted from the points of all others. */
  private static double[] heldOut(
      List<GemmPoint> points,
      java.util.function.Function<List<GemmPoint>, GemmRoofline> rooflines,
      double reach) {
    Map<List<Long>, List<GemmPoint>> shapes = new LinkedHashMap<>();
    for (GemmPoint it : points) {
      shapes.computeIfAbsent(shape(it), key -> new ArrayList<>()).add(it);
    }
    List<Double> errors = new ArrayList<>();
    if (shapes.size() > 1) {
      shapes.forEach(
          (shape, left) -> {
            List<GemmPoint> others =
                points.stream().filter(it -> !shape(it).equals(shape)).toList();
            GemmSurface surface = surface(rooflines.apply(others), others, reach, 0);
            for (GemmPoint it : left) {
              double seconds = surface.timing(it.m(), it.n(), it.k()).seconds();
              errors.add(Math.log(seconds / it.seconds()));
            }
          });
    }
    return errors.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<Long> shape(GemmPoint it) {
    return List.of(it.m(), it.n(), it.k());
  }
}
