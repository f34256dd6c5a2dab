package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.measured.Measurements.Measured;
import io.ditgauge.estimator.measured.Measurements.Timed;
import io.ditgauge.estimator.published.Errors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fits convolutions: the median of their rates. */
final class ConvolutionFit {
  private ConvolutionFit() {}

  static ClassFit of(ClassFit.Scope scope, List<Measured<Timed>> measured) {
    List<Timed> points = measured.stream().map(Measured::what).toList();
    List<Double> errors = new ArrayList<>();
    for (Timed left : points) {
      List<Timed> others = points.stream().filter(it -> !it.op().equals(left.op())).toList();
      if (!others.isEmpty()) {
        errors.add(Math.log(flops(left) / rate(others) / left.seconds()));
      }
    }
    return new ClassFit(
        scope,
        Map.of(LinearFit.FLOPS, Rounded.six(rate(points))),
        Rounded.heldOut(errors.stream().mapToDouble(Double::doubleValue).toArray()),
        List.of(Rounded.span("flops", points, ConvolutionFit::flops)),
        measured.stream().map(Measured::key).toList());
  }

  private static double rate(List<Timed> points) {
    return Errors.median(points.stream().mapToDouble(it -> flops(it) / it.seconds()).toArray());
  }

  private static double flops(Timed it) {
    return it.op().work().flops();
  }
}
