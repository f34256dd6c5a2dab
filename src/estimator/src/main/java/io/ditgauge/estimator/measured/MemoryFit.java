package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.measured.Measurements.Measured;
import io.ditgauge.estimator.published.RobustFit;
import io.ditgauge.estimator.roofline.MemoryCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fits kernels that move data: t0 + bytes / bandwidth, corrected by the measured sizes. */
final class MemoryFit {
  private static final double[] DEVIATIONS = {0.7, 1.0};

  private MemoryFit() {}

  /**
   * The fit of measured sizes.
   *
   * @param bytesPerSecond expected bandwidth
   * @param overheadSeconds expected time of an empty call
   */
  static ClassFit of(
      ClassFit.Scope scope,
      List<Measured<MemoryCurve.Point>> measured,
      double bytesPerSecond,
      double overheadSeconds) {
    List<MemoryCurve.Point> points = measured.stream().map(Measured::what).toList();
    double[] start = {overheadSeconds, bytesPerSecond};
    MemoryCurve curve = fit(points, start, 0);
    return new ClassFit(
        scope,
        Map.of(
            LinearFit.OVERHEAD, Rounded.six(curve.overheadSeconds()),
            LinearFit.BYTES, Rounded.six(curve.bytesPerSecond())),
        Rounded.heldOut(heldOut(points, start)),
        List.of(Rounded.span("bytes", points, MemoryCurve.Point::bytes)),
        measured.stream().map(Measured::key).toList());
  }

  /** The curve that a fit and its points make. */
  static MemoryCurve curve(
      ClassFit fit, List<Measured<MemoryCurve.Point>> measured, double spread) {
    return new MemoryCurve(
        fit.coefficient(LinearFit.OVERHEAD),
        fit.coefficient(LinearFit.BYTES),
        spread,
        merged(
            measured.stream()
                .filter(it -> fit.points().contains(it.key()))
                .map(Measured::what)
                .toList()));
  }

  private static MemoryCurve fit(List<MemoryCurve.Point> points, double[] start, double spread) {
    List<MemoryCurve.Point> sizes = merged(points);
    double[] fit =
        RobustFit.expected(
            start, DEVIATIONS, it -> errors(new MemoryCurve(it[0], it[1], 0, sizes), points));
    return new MemoryCurve(fit[0], fit[1], spread, sizes);
  }

  private static double[] errors(MemoryCurve curve, List<MemoryCurve.Point> points) {
    return points.stream()
        .mapToDouble(it -> Math.log(curve.plainSeconds(it.bytes()) / it.seconds()))
        .toArray();
  }

  /** One point for each size, at the geometric mean of its times. */
  private static List<MemoryCurve.Point> merged(List<MemoryCurve.Point> points) {
    TreeMap<Double, List<Double>> sizes = new TreeMap<>();
    for (MemoryCurve.Point it : points) {
      sizes.computeIfAbsent(it.bytes(), key -> new ArrayList<>()).add(Math.log(it.seconds()));
    }
    List<MemoryCurve.Point> result = new ArrayList<>();
    sizes.forEach(
        (bytes, logs) ->
            result.add(
                new MemoryCurve.Point(
                    bytes,
                    Math.exp(
                        logs.stream().mapToDouble(Double::doubleValue).average().orElseThrow()))));
    return result;
  }

  private static double[] heldOut(List<MemoryCurve.Point> points, double[] start) {
    List<Double> errors = new ArrayList<>();
    for (MemoryCurve.Point left : points) {
      List<MemoryCurve.Point> others =
          points.stream().filter(it -> it.bytes() != left.bytes()).toList();
      if (!others.isEmpty()) {
        double seconds = fit(others, start, 0).timing(left.bytes()).seconds();
        errors.add(Math.log(seconds / left.seconds()));
      }
    }
    return errors.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
