package io.ditgauge.estimator.measured;

import io.ditgauge.estimator.calibration.ClassFit;
import io.ditgauge.estimator.latency.OpTime;
import io.ditgauge.estimator.latency.TimeClass;
import io.ditgauge.estimator.measured.Measurements.Measured;
import io.ditgauge.estimator.measured.Measurements.Timed;
import io.ditgauge.estimator.measured.Measurements.Weights;
import io.ditgauge.estimator.published.RobustFit;
import io.ditgauge.estimator.roofline.Efficiency;
import io.ditgauge.model.CountedOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fits how times add up: what a second of each class, measured by itself, takes within a block. It
 * is expected to take a second; how sure that is differs. Products meet weights and outputs that
 * other ops have driven from the caches, elementwise passes meet what the op before them has left
 * there, or memory that is taken anew.
 */
final class CompositionFit {
  private static final double[] SAME = {1, 1, 1};

  /** Standard deviations of the logarithms: products, attention, elementwise passes. */
  private static final double[] DEVIATIONS = {0.1, 0.25, 1.0};

  private static final List<String> NAMES = List.of("linear", "attention", "elementwise");

  private CompositionFit() {}

  /** Seconds of the classes of a composite, by themselves, and its measured time. */
  private record Sum(Timed whole, double linear, double attention, double elementwise) {
    double seconds(double[] factors) {
      return factors[0] * linear + factors[1] * attention + factors[2] * elementwise;
    }

    double error(double[] factors) {
      return Math.log(seconds(factors) / whole.seconds());
    }
  }

  /** The fit, where composites were measured. */
  static Optional<ClassFit> of(ClassFit.Scope scope, Selection selection, List<ClassFit> fits) {
    List<Measured<Timed>> wholes = new Measurements(selection).composites();
    if (wholes.isEmpty()) {
      return Optional.empty();
    }
    Efficiency alone = MeasuredEfficiency.alone(selection, fits, Weights.LAYERS);
    List<Sum> sums = wholes.stream().map(whole -> sum(alone, selection, whole.what())).toList();
    double[] factors = fit(sums);
    return Optional.of(
        new ClassFit(
            scope,
            Map.of(
                NAMES.get(0), Rounded.six(factors[0]),
                NAMES.get(1), Rounded.six(factors[1]),
                NAMES.get(2), Rounded.six(factors[2])),
            Rounded.heldOut(heldOut(sums)),
            List.of(Rounded.span("seconds", sums, it -> it.whole().seconds())),
            wholes.stream().map(Measured::key).toList()));
  }

  /** The factors of a fit: products, attention, elementwise passes. */
  static double[] factors(List<ClassFit> fits) {
    return Fits.find(fits, Fits.COMPOSITION, Optional.empty())
        .map(fit -> NAMES.stream().mapToDouble(fit::coefficient).toArray())
        .orElse(SAME);
  }

  private static Sum sum(Efficiency alone, Selection selection, Timed whole) {
    double linear = 0;
    double attention = 0;
    double elementwise = 0;
    CountedOp op = new CountedOp("whole", whole.op(), 1);
    for (OpTime time : MeasuredPredictor.times(alone, selection.backend(), List.of(op))) {
      if (time.timeClass() == TimeClass.ELEMENTWISE) {
        elementwise += time.seconds();
      } else if (time.timeClass() == TimeClass.ATTENTION) {
        attention += time.seconds();
      } else {
        linear += time.seconds();
      }
    }
    return new Sum(whole, linear, attention, elementwise);
  }

  private static double[] fit(List<Sum> sums) {
    return RobustFit.expected(
        SAME, DEVIATIONS, factors -> sums.stream().mapToDouble(it -> it.error(factors)).toArray());
  }

  private static double[] heldOut(List<Sum> sums) {
    List<Double> errors = new ArrayList<>();
    for (Sum left : sums) {
      List<Sum> others =
          sums.stream().filter(it -> !it.whole().op().equals(left.whole().op())).toList();
      if (!others.isEmpty()) {
        errors.add(left.error(fit(others)));
      }
    }
    return errors.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
