package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.published.Errors;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Fitted numbers as files carry them: digits that each machine finds alike. */
final class Rounded {
  private static final MathContext SIX = new MathContext(6);
  private static final MathContext THREE = new MathContext(3);

  private Rounded() {}

  static double six(double value) {
    return new BigDecimal(value).round(SIX).doubleValue();
  }

  private static double three(double value) {
    return new BigDecimal(value).round(THREE).doubleValue();
  }

  /** Statistics of logarithms of predicted over measured. */
  static ClassFit.HeldOut heldOut(double[] errors) {
    return errors.length == 0
        ? new ClassFit.HeldOut(0, 0, 0)
        : new ClassFit.HeldOut(
            errors.length, three(Errors.medianAbsolute(errors)), three(Errors.p90Absolute(errors)));
  }

  /** The range of a dimension of points. */
  static <T> ClassFit.Span span(String name, List<T> points, ToDoubleFunction<T> dimension) {
    var all = points.stream().mapToDouble(dimension).summaryStatistics();
    return new ClassFit.Span(name, all.getMin(), all.getMax());
  }
}
